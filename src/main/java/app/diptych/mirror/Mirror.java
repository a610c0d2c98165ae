package app.diptych.mirror;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Durability;
import app.diptych.block.Extent;
import app.diptych.block.Gate;
import app.diptych.block.Geometry;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
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

  private final Pair pair;
  private final Geometry geometry;
  private final Durability durability;
  private final Gate gate;
  private final Teller teller;
  private final Ledger ledger;
  private final ExecutorService lane;
  private final Copier copier;
  private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

  private Mirror(
      BlockDevice primary,
      BlockDevice secondary,
      MirrorOptions options,
      MirrorListener listener,
      ThreadFactory threads) {
    Geometry p = primary.geometry();
    int sector = Math.max(p.sectorSize(), secondary.geometry().sectorSize());
    this.geometry = new Geometry(p.size(), sector, p.isReadOnly());
    this.durability = options.durability();
    this.lane = Executors.newFixedThreadPool(LANES, threads);
    this.pair = new Pair(primary, secondary, lane);
    this.gate = new Gate(primary.name());
    this.teller = new Teller(listener);
    long chunk = Math.ceilDiv(options.chunkSize(), sector) * (long) sector;
    this.ledger = new Ledger(new ChunkMap(p.size(), chunk), options.copyMode(), teller);
    this.copier = new Copier(pair, ledger, teller, options, threads);
  }

  /// Starts a mirror: the copying begins at once. What is on the secondary is destroyed.
  ///
  /// @throws MismatchException if the two do not fit each other; nothing was written
  public static Mirror connect(
      BlockDevice primary, BlockDevice secondary, MirrorOptions options, MirrorListener listener)
      throws MismatchException {
    return connect(primary, secondary, options, listener, named());
  }

  static Mirror connect(
      BlockDevice primary,
      BlockDevice secondary,
      MirrorOptions options,
      MirrorListener listener,
      ThreadFactory threads)
      throws MismatchException {
    Optional<Mismatch> mismatch = Mismatch.between(primary.geometry(), secondary.geometry());
    if (mismatch.isPresent()) {
      throw new MismatchException(mismatch.get());
    }
    Mirror mirror = new Mirror(primary, secondary, options, listener, threads);
    mirror.copier.start();
    return mirror;
  }

  private static ThreadFactory named() {
    AtomicInteger number = new AtomicInteger();
    return task -> new Thread(task, "mirror-" + number.incrementAndGet());
  }

  /// Where the mirror stands.
  public MirrorState state() {
    return ledger.state();
  }

  /// How far the copying is.
  public Progress progress() {
    return ledger.progress();
  }

  /// Waits until the mirror is no longer copying.
  ///
  /// @return in sync, detached (by [#close]) or failed
  public MirrorState awaitEndOfCopying() throws InterruptedException {
    return ledger.awaitEndOfCopying();
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
      pair.primary().read(offset, buffers);
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
    try (var _ = gate.enterToChange(operation, region, geometry)) {
      if (!region.isEmpty()) {
        holding(region, durable(action));
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

  private void holding(Region region, Pair.Action action) throws DeviceException {
    Ledger.Write write = ledger.begin(region);
    boolean isEqual = false;
    try {
      isEqual = write.goesToBoth() ? onBoth(action) : onPrimary(action);
    } finally {
      ledger.finish(write, isEqual);
      teller.tell();
    }
  }

  private boolean onPrimary(Pair.Action action) throws DeviceException {
    action.on(pair.primary());
    return true;
  }

  private boolean onBoth(Pair.Action action) throws DeviceException {
    return pair.both(action, this::secondaryFailed);
  }

  private void secondaryFailed(DeviceException cause) {
    ledger.fail(new MirrorState.Failed(Side.SECONDARY, cause));
  }

  /// Makes finished writes durable on the primary, and where the mirror is in sync on the secondary
  /// as well.
  @Override
  public void flush() throws DeviceException {
    try (var _ = gate.enter(Operation.FLUSH, Region.NOWHERE)) {
      if (ledger.flushesBoth()) {
        onBoth(BlockDevice::flush);
        teller.tell();
      } else {
        pair.primary().flush();
      }
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
      copier.close();
      lane.close();
      closed.complete(null);
    }
    closed.join();
  }
}
