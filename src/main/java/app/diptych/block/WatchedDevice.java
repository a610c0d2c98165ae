package app.diptych.block;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A device of which one can see what it was asked for and has not answered yet, and how much it
/// has done.
public final class WatchedDevice extends PassingDevice {
  // More at once than copiers and most clients have under way. Of more, some are not seen: a device
  // that is silent is silent to the others too.
  private static final int SEEN = 64;

  private final BlockDevice device;
  private final LongSupplier nanoTime;
  private final AtomicReferenceArray<@Nullable Request> requests = new AtomicReferenceArray<>(SEEN);
  // Volatile: set by whoever's request ends.
  private volatile boolean isGone;
  private final LongAdder read = new LongAdder();
  private final LongAdder written = new LongAdder();
  private final LongAdder zeroed = new LongAdder();

  /// What the device was asked for.
  ///
  /// @param operation what
  /// @param region where
  /// @param since when, by the clock of the watched device
  public record Request(Operation operation, Region region, long since) {}

  /// How much a device has done, in bytes, not counting what failed.
  ///
  /// @param read that were read
  /// @param written that were written
  /// @param zeroed that were made zeros by the device's own means
  public record Tally(long read, long written, long zeroed) {
    /// Nothing.
    public static final Tally NONE = new Tally(0, 0, 0);
  }

  /// The device, watched by this clock.
  ///
  /// @param nanoTime as [System#nanoTime]
  public WatchedDevice(BlockDevice device, LongSupplier nanoTime) {
    super(device);
    this.device = device;
    this.nanoTime = nanoTime;
  }

  /// The request that has waited longest; empty where nothing is waited for.
  public Optional<Request> oldest() {
    Request oldest = null;
    for (int i = 0; i < SEEN; i++) {
      Request request = requests.get(i);
      if (request != null && (oldest == null || request.since - oldest.since < 0)) {
        oldest = request;
      }
    }
    return Optional.ofNullable(oldest);
  }

  /// Whether what it ended last did so without its answer, as it is gone or was cut off.
  public boolean isGone() {
    return isGone;
  }

  /// How much it has done.
  public Tally tally() {
    return new Tally(read.sum(), written.sum(), zeroed.sum());
  }

  private void count(Operation operation, long bytes) {
    switch (operation) {
      case READ -> read.add(bytes);
      case WRITE -> written.add(bytes);
      case ZERO -> zeroed.add(bytes);
      case OPEN, FLUSH, TRIM, EXTENTS -> {}
    }
  }

  @Override
  protected void around(Operation operation, Region region, Call call) throws DeviceException {
    int slot = enter(operation, region);
    DeviceException failure = null;
    try {
      call.make();
      count(operation, region.length());
    } catch (DeviceException e) {
      failure = e;
      throw e;
    } finally {
      end(slot, failure);
    }
  }

  // Threads begin at places of their own, so that they seldom meet.
  private int enter(Operation operation, Region region) {
    var request = new Request(operation, region, nanoTime.getAsLong());
    int first = (int) (Thread.currentThread().threadId() % SEEN);
    for (int i = 0; i < SEEN; i++) {
      int slot = (first + i) % SEEN;
      if (requests.compareAndSet(slot, null, request)) {
        return slot;
      }
    }
    return -1;
  }

  private void end(int slot, @Nullable DeviceException failure) {
    isGone = failure instanceof DeviceException.Disconnected;
    leave(slot);
  }

  private void leave(int slot) {
    if (slot >= 0) {
      requests.set(slot, null);
    }
  }

  @Override
  public Optional<Lane> lane(int most) {
    return device.lane(most);
  }

  @Override
  public boolean takes(Lane lane, Transfer transfer) {
    return device.takes(lane, transfer);
  }

  private record Watched(WatchedDevice by, int slot, Transfer transfer) implements Transfer.Ending {
    @Override
    public void ended(@Nullable DeviceException failure) {
      by.end(slot, failure);
      if (failure == null) {
        by.count(transfer.operation(), transfer.buffer().byteSize());
      }
    }
  }

  @Override
  public boolean begin(Lane lane, Transfer transfer) {
    Region region = geometry().check(transfer.offset(), transfer.buffer());
    int slot = enter(transfer.operation(), region);
    boolean hasBegun = false;
    try {
      hasBegun = device.begin(lane, transfer.telling(new Watched(this, slot, transfer)));
      return hasBegun;
    } finally {
      if (!hasBegun) {
        leave(slot);
      }
    }
  }
}
