package app.diptych.nbd.client;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Extent;
import app.diptych.block.Gate;
import app.diptych.block.Geometry;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.nbd.Ability;
import app.diptych.nbd.Command;
import app.diptych.nbd.ExportFacts;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.ServerFacts;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An export of an NBD server, as a device.
///
/// A server that goes away stays away: nothing connects anew, since what was written and not yet
/// flushed may be lost with it. Nor does any flush succeed after one that failed. A flush asks for
/// nothing where the server takes none, and a trim the same; zeroing is
/// [DeviceException.Unimplemented] there.
public final class NbdClient implements BlockDevice {
  // So many extents are worth knowing; the rest is called data.
  private static final int MOST_EXTENTS = 1 << 20;
  // Nobody in particular: what this may use, anybody may. Never started.
  private static final Thread ANYBODY = Thread.ofVirtual().unstarted(() -> {});

  private final String name;
  private final ExportFacts facts;
  private final Terms terms;
  private final boolean knowsAllocation;
  private final Gate gate;
  private final Connections connections;
  // After it none succeeds any more: a server's system forgets that it lost writes once it has told
  // so. Volatile: set by whoever flushed, seen by all who do.
  private volatile @Nullable Pending failedFlush;

  private NbdClient(NbdUri uri, Session session, ClientOptions options) throws DeviceException {
    this.name = uri.toString();
    this.facts = session.facts();
    Failure failure = Failure.of(Operation.OPEN, name);
    if (facts.isReadOnly() && !options.isReadOnly()) {
      throw new DeviceException.ReadOnly(failure);
    }
    this.terms = Terms.of(session, options.isReadOnly(), failure);
    this.knowsAllocation = session.allocation().isPresent();
    this.gate = new Gate(name, terms.geometry());
    NbdUri there = uri.at(session.socket().peer());
    this.connections =
        new Connections(
            session,
            can(Ability.MULTI_CONN) ? options.connections() : 1,
            deadline -> open(there, options, deadline),
            options.connectLimit(),
            // A virtual one would cost a process 300 ms at its end, as any that has waited for a
            // socket.
            Thread.ofPlatform().daemon().name("nbd-opening").factory());
  }

  /// Connects to the export.
  ///
  /// @throws DeviceException.Disconnected where no server answers or it is none,
  ///   DeviceException.Denied where it lets nobody in, DeviceException.ReadOnly where writing was
  ///   wished for and it takes none, DeviceException.Unknown else
  public static NbdClient connect(NbdUri uri, ClientOptions options) throws DeviceException {
    Session session = open(uri, options, Deadline.in(options.connectLimit()));
    try {
      return new NbdClient(uri, session, options);
    } catch (DeviceException e) {
      new Connection(session).close();
      throw e;
    }
  }

  private static Session open(NbdUri uri, ClientOptions options, Deadline deadline)
      throws DeviceException {
    return ClientHandshake.begin(uri, options.certificates(), deadline, ClientHandshake::use);
  }

  /// Asks a server for all that it tells: its exports if it lists them, and the one that the URI
  /// names where it has that.
  public static ServerFacts ask(NbdUri uri, ClientOptions options) throws DeviceException {
    Deadline deadline = Deadline.in(options.connectLimit());
    ServerFacts facts =
        ClientHandshake.begin(
            uri, options.certificates(), deadline, handshake -> new Inquiry(uri, handshake).ask());
    return Inquiry.measured(facts, name -> size(uri.named(name), options, deadline));
  }

  private static long size(NbdUri uri, ClientOptions options, Deadline deadline)
      throws DeviceException {
    Session session = open(uri, options, deadline);
    new Connection(session).close();
    return session.facts().size();
  }

  /// What the server told of this export.
  public ExportFacts facts() {
    return facts;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Geometry geometry() {
    return terms.geometry();
  }

  private boolean can(Ability ability) {
    return facts.abilities().contains(ability);
  }

  @Override
  public void read(long offset, MemorySegment... buffers) throws DeviceException {
    Region region = geometry().check(offset, buffers);
    try (var _ = gate.enter(Operation.READ, region)) {
      long at = offset;
      for (MemorySegment[] part : Parts.of(terms.mostData(), buffers)) {
        Region here = new Region(at, Parts.length(part));
        if (Parts.areFor(ANYBODY, part)) {
          connections.call(Pending.read(failure(Operation.READ, here), part));
        } else {
          readByOwner(here, part);
        }
        at = here.end();
      }
    }
  }

  // Into memory that only its owner may touch, while any caller may be the one that reads.
  private void readByOwner(Region region, MemorySegment... buffers) throws DeviceException {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment all = arena.allocate(region.length(), Long.BYTES);
      connections.call(Pending.read(failure(Operation.READ, region), all));
      long at = 0;
      for (MemorySegment buffer : buffers) {
        buffer.copyFrom(all.asSlice(at, buffer.byteSize()));
        at += buffer.byteSize();
      }
    }
  }

  @Override
  public void write(long offset, MemorySegment... buffers) throws DeviceException {
    Region region = geometry().check(offset, buffers);
    try (var _ = gate.enter(Operation.WRITE, region)) {
      long at = offset;
      for (MemorySegment[] part : Parts.of(terms.mostData(), buffers)) {
        Region here = new Region(at, Parts.length(part));
        ByteBuffer[] payload = Parts.asByteBuffers(part);
        connections.call(Pending.of(Command.WRITE, failure(Operation.WRITE, here)), payload);
        at = here.end();
      }
    }
  }

  @Override
  public void flush() throws DeviceException {
    try (var _ = gate.enter(Operation.FLUSH, Region.NOWHERE)) {
      if (can(Ability.FLUSH) && !geometry().isReadOnly()) {
        makeDurable();
        return;
      }
      Optional<String> why = connections.whyEnded();
      if (why.isPresent()) {
        throw new DeviceException.Disconnected(failure(Operation.FLUSH, Region.NOWHERE), why.get());
      }
    }
  }

  // Where there are several connections, one flush is for all (NBD_FLAG_CAN_MULTI_CONN).
  private void makeDurable() throws DeviceException {
    checkFlushes();
    Pending flush = Pending.of(Command.FLUSH, failure(Operation.FLUSH, Region.NOWHERE));
    try {
      connections.call(flush);
    } catch (DeviceException e) {
      failedFlush = flush;
      throw e;
    }
    // Of two at once, a server's system may have told one alone.
    checkFlushes();
  }

  private void checkFlushes() throws DeviceException {
    Pending failed = failedFlush;
    if (failed != null) {
      failed.check();
    }
  }

  @Override
  public void zero(Region region) throws DeviceException {
    geometry().check(region);
    try (var _ = gate.enter(Operation.ZERO, region)) {
      if (!can(Ability.ZERO)) {
        throw new DeviceException.Unimplemented(failure(Operation.ZERO, region));
      }
      change(Command.WRITE_ZEROES, Operation.ZERO, region);
    }
  }

  @Override
  public boolean zeroesCheaply(Region region) {
    return can(Ability.ZERO);
  }

  @Override
  public void trim(Region region) throws DeviceException {
    geometry().check(region);
    try (var _ = gate.enter(Operation.TRIM, region)) {
      if (can(Ability.TRIM)) {
        change(Command.TRIM, Operation.TRIM, region);
      }
    }
  }

  private void change(Command command, Operation operation, Region region) throws DeviceException {
    inPieces(
        region,
        piece -> {
          Pending pending = Pending.of(command, failure(operation, piece));
          connections.call(pending);
          return piece.end();
        });
  }

  @Override
  public List<Extent> extents(Region region) throws DeviceException {
    geometry().check(region);
    try (var _ = gate.enter(Operation.EXTENTS, region)) {
      return knowsAllocation ? allocation(region) : Extent.unknown(region);
    }
  }

  private List<Extent> allocation(Region region) throws DeviceException {
    List<Extent> extents = new ArrayList<>();
    inPieces(
        region,
        piece -> {
          if (extents.size() >= MOST_EXTENTS) {
            Allocation.append(
                extents,
                new Extent(Region.between(piece.offset(), region.end()), Extent.Kind.DATA));
            return region.end();
          }
          Allocation answer = new Allocation(piece);
          connections.call(Pending.status(failure(Operation.EXTENTS, piece), answer));
          answer.extents(geometry().sectorSize()).forEach(e -> Allocation.append(extents, e));
          return extents.getLast().region().end();
        });
    return extents;
  }

  /// Does something with a piece of a region, as far as it comes.
  private interface Step {
    /// Where the next piece begins.
    long with(Region piece) throws DeviceException;
  }

  // In pieces as large as may be; where the server takes less, of a transfer's size.
  private void inPieces(Region region, Step step) throws DeviceException {
    long most = terms.mostEffect();
    long at = region.offset();
    while (at < region.end()) {
      Region piece = new Region(at, Math.min(most, region.end() - at));
      try {
        at = step.with(piece);
      } catch (DeviceException.Unknown e) {
        if (piece.length() <= terms.mostData()) {
          throw e;
        }
        most = terms.mostData();
      }
    }
  }

  private Failure failure(Operation operation, Region region) {
    return new Failure(operation, name, region);
  }

  /// Whether the server has closed a connection, so that nothing more can be asked of it; seen at
  /// once, and without asking it for anything, unless the machine it ran on is gone as well.
  public boolean isLost() {
    // Inside, so that closing, which ends the connections, waits.
    try (var _ = gate.enter(Operation.FLUSH, Region.NOWHERE)) {
      return connections.whyEnded().isPresent();
    } catch (DeviceException _) {
      return false;
    }
  }

  /// Closes every connection at once, whatever the server has left to answer: requests in flight,
  /// and all later ones, fail as disconnected. The client is still to be closed.
  public void hangUp() {
    connections.close();
  }

  /// Finishes what was begun, takes leave of the server, and closes every connection.
  @Override
  public void close() {
    if (gate.close()) {
      connections.close();
    }
  }
}
