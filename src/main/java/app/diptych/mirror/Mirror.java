package app.diptych.mirror;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Durability;
import app.diptych.block.Extent;
import app.diptych.block.Gate;
import app.diptych.block.Geometry;
import app.diptych.block.Lane;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.block.Transfer;
import app.diptych.block.ZeroFill;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A device that does its I/O on a primary while it builds an exact copy of it on a secondary in
/// the background, and keeps both equal from then on.
///
/// Reads go to the primary. Writes go to the primary, and to the secondary as well where that
/// equals the primary already; two writes that overlap are done one after the other. A secondary
/// that fails never fails a caller: the mirror turns `Failed`, and the primary goes on. A primary
/// that fails a write fails the caller, and what may differ is copied again, for which a mirror in
/// sync turns to copying once more.
///
/// Nobody else may write to either device meanwhile. The mirror does not own them: close them after
/// it.
public final class Mirror implements BlockDevice {
  // Writes of callers that may be under way to the secondary at once; more wait.
  private static final int LANES = 16;
  // Grains of a chunk at least, so that little of it is copied again for a little write.
  private static final int GRAINS = 8;
  private static final int LARGEST_GRAIN = 4096;

  private final Pair pair;
  private final Geometry geometry;
  private final Durability durability;
  private final Gate gate;
  private final Ledger ledger;
  private final ExecutorService lane;
  private final Copier copier;
  private final Callers callers;
  private final Begun begun;
  private final Gate comparing;
  private final Inspector inspector;
  private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

  private Mirror(
      BlockDevice primary,
      BlockDevice secondary,
      MirrorOptions options,
      IntentLog log,
      MirrorListener listener,
      Surroundings surroundings) {
    Geometry p = primary.geometry();
    int sector = Math.max(p.sectorSize(), secondary.geometry().sectorSize());
    this.geometry = new Geometry(p.size(), sector, p.isReadOnly());
    this.durability = options.durability();
    this.lane = Executors.newFixedThreadPool(LANES, surroundings.threads());
    this.pair = new Pair(primary, secondary, lane, surroundings.timing());
    this.gate = new Gate(primary.name(), geometry);
    Teller teller = new Teller(listener);
    Foreground foreground = new Foreground();
    long chunk = Math.ceilDiv(options.chunkSize(), sector) * (long) sector;
    ChunkMap map = new ChunkMap(p.size(), chunk, grain(chunk, sector));
    Pace pace = new Pace(surroundings.timing(), foreground, options, map.chunkSize());
    if (log.partSize() % map.chunkSize() != 0 && !log.equals(IntentLog.NONE)) {
      throw new IllegalArgumentException(
          "parts of " + log.partSize() + " bytes, chunks of " + map.chunkSize());
    }
    Intents intents = new Intents(log, p.size(), surroundings.timing());
    log.equal().stream().mapToObj(intents::region).forEach(map::begin);
    this.ledger = new Ledger(map, pace, options, teller);
    this.copier = new Copier(pair, ledger, teller, intents, options, surroundings.threads());
    this.callers =
        new Callers(
            pair,
            ledger,
            intents,
            teller,
            foreground,
            () -> gate.inside() > surroundings.processors());
    this.begun = new Begun(callers);
    this.comparing = new Gate(primary.name(), geometry);
    this.inspector =
        new Inspector(callers, Math.min(p.sectorSize(), secondary.geometry().sectorSize()));
  }

  private static int grain(long chunk, int sector) {
    long part = Math.min(LARGEST_GRAIN, chunk / GRAINS);
    return Math.toIntExact(Math.max(sector, part - part % sector));
  }

  /// Starts a mirror: the copying begins at once. What is on the secondary is destroyed.
  ///
  /// @throws MismatchException if the two do not fit each other; nothing was written
  public static Mirror connect(
      BlockDevice primary, BlockDevice secondary, MirrorOptions options, MirrorListener listener)
      throws MismatchException {
    return connect(primary, secondary, options, IntentLog.NONE, listener);
  }

  /// The same, where the parts that the log calls equal are not copied, and it is kept from then
  /// on.
  ///
  /// @param log of parts of both devices
  public static Mirror connect(
      BlockDevice primary,
      BlockDevice secondary,
      MirrorOptions options,
      IntentLog log,
      MirrorListener listener)
      throws MismatchException {
    return connect(primary, secondary, options, log, listener, Surroundings.ofThisMachine());
  }

  static Mirror connect(
      BlockDevice primary,
      BlockDevice secondary,
      MirrorOptions options,
      IntentLog log,
      MirrorListener listener,
      Surroundings surroundings)
      throws MismatchException {
    Optional<Mismatch> mismatch = Mismatch.between(primary.geometry(), secondary.geometry());
    if (mismatch.isPresent()) {
      throw new MismatchException(mismatch.get());
    }
    Mirror mirror = new Mirror(primary, secondary, options, log, listener, surroundings);
    mirror.copier.start();
    return mirror;
  }

  /// Where the mirror stands.
  public MirrorState state() {
    return ledger.state();
  }

  /// How far the copying is.
  public Progress progress() {
    return ledger.progress();
  }

  /// The whole device in at most so many tiles, for a picture of it; all of one size, but for one
  /// chunk.
  public List<Tile> tiles(int most) {
    return ledger.tiles(most);
  }

  /// Copies nothing more until [#resume], once what is under way has ended. What callers write goes
  /// on as before.
  public void pause() {
    ledger.pause();
  }

  /// Goes on copying.
  public void resume() {
    ledger.resume();
  }

  /// Waits until the mirror is no longer copying.
  ///
  /// @return in sync, detached or failed
  public MirrorState awaitEndOfCopying() throws InterruptedException {
    return ledger.awaitEndOfCopying();
  }

  /// Compares both sides in a region, while nobody writes there: whoever wants to waits as for
  /// another writer, so the region should be small. Gives way to callers, as copying does, and
  /// rests while the mirror does. What differs is copied again, for which a mirror in sync turns to
  /// copying once more.
  ///
  /// @param region whole sectors, at least one
  /// @param buffers twice as long as the region, and for any thread to access
  public Compared compare(Region region, MemorySegment buffers) {
    geometry.check(region);
    try (var _ = comparing.enter(Operation.READ, region)) {
      return inspector.compare(region, buffers);
    } catch (DeviceException _) {
      // Closed.
      return new Compared.Ended();
    }
  }

  /// What is equal on both sides at this moment, and where nobody is writing. For tests, at a
  /// moment of rest.
  List<Region> settled() {
    return ledger.settled();
  }

  /// The primary's name.
  @Override
  public String name() {
    return pair.primary().name();
  }

  /// The primary's, with the larger of the two sector sizes.
  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public void read(long offset, MemorySegment... buffers) throws DeviceException {
    Region region = geometry.check(offset, buffers);
    try (var _ = gate.enter(Operation.READ, region)) {
      callers.read(offset, buffers);
    }
  }

  /// Writes the buffers, which any thread must be able to access: those of a shared arena.
  ///
  /// @throws IllegalArgumentException if a buffer is confined to the calling thread; nothing is
  ///   written
  @Override
  public void write(long offset, MemorySegment... buffers) throws DeviceException {
    Region region = geometry.check(offset, buffers);
    for (MemorySegment buffer : buffers) {
      if (!copier.canAccess(buffer)) {
        throw new IllegalArgumentException("a buffer is confined to its thread: " + buffer);
      }
    }
    change(Operation.WRITE, region, device -> device.write(offset, buffers));
  }

  /// The primary's, with room for both halves of each write.
  @Override
  public Optional<Lane> lane(int most) {
    return pair.primary().lane(2 * most);
  }

  @Override
  public boolean takes(Lane lane, Transfer transfer) {
    return pair.primary().takes(lane, transfer)
        && (transfer.isRead()
            || (durability == Durability.ON_FLUSH && copier.canAccess(transfer.buffer())));
  }

  @Override
  public boolean begin(Lane lane, Transfer transfer) {
    Region region = geometry.check(transfer.offset(), transfer.buffer());
    if (!takes(lane, transfer) || region.isEmpty()) {
      return false;
    }
    try {
      Gate.Pass pass = gate.enter(transfer.operation(), region);
      return transfer.isRead()
          ? begun.read(lane, transfer, pass)
          : begun.write(lane, transfer, pass);
    } catch (DeviceException e) {
      transfer.ending().ended(e);
      return true;
    }
  }

  @Override
  public void zero(Region region) throws DeviceException {
    geometry.check(region);
    change(Operation.ZERO, region, device -> ZeroFill.on(device, region));
  }

  /// Zeroes the region on both sides: what a trimmed region reads as is not defined, and both must
  /// read the same.
  @Override
  public void trim(Region region) throws DeviceException {
    geometry.check(region);
    change(Operation.TRIM, region, device -> ZeroFill.on(device, region));
  }

  private void change(Operation operation, Region region, Pair.Action action)
      throws DeviceException {
    try (var _ = gate.enter(operation, region)) {
      if (!region.isEmpty()) {
        callers.change(region, durable(action));
      }
    }
  }

  private Pair.Action durable(Pair.Action action) {
    return switch (durability) {
      case ON_FLUSH -> action;
      case ON_WRITE ->
          device -> {
            action.on(device);
            device.flush();
          };
    };
  }

  /// Makes finished writes durable on the primary, and where the mirror is in sync on the secondary
  /// as well.
  @Override
  public void flush() throws DeviceException {
    try (var _ = gate.enter(Operation.FLUSH, Region.NOWHERE)) {
      callers.flush();
    }
  }

  /// Ends a mirror that is in sync at a moment with no write in flight: both sides are flushed, the
  /// secondary is from then on an exact and durable copy of that moment, and nothing goes to it any
  /// more. Reads, writes and flushes go on, on the primary alone, until [#close]; those who write
  /// meanwhile wait. A secondary that fails to flush fails the mirror.
  ///
  /// @return whether this call did it; not where the mirror is not in sync, or not any more
  /// @throws DeviceException if the primary fails to flush; the mirror stays in sync
  public boolean detach() throws DeviceException {
    try (var _ = gate.enter(Operation.FLUSH, Region.NOWHERE)) {
      return callers.detach();
    }
  }

  /// The primary's, in whole sectors of the mirror.
  @Override
  public List<Extent> extents(Region region) throws DeviceException {
    geometry.check(region);
    try (var _ = gate.enter(Operation.EXTENTS, region)) {
      return Extent.inWholeSectors(pair.primary().extents(region), geometry.sectorSize());
    }
  }

  /// Ends the mirror: waits for callers' I/O, which goes to both sides as before, then for the
  /// copier. Nothing goes to either side afterwards. Not to be called by the listener.
  @Override
  public void close() {
    if (gate.close()) {
      ledger.detach();
      comparing.close();
      copier.close();
      lane.close();
      closed.complete(null);
    }
    closed.join();
  }
}
