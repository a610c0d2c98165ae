package app.diptych.block;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A device whose operations wait at stops until the test lets them go, so that the test chooses
/// the interleaving. Without stops everything passes.
///
/// No wait is without end: a test's fails after [#LIMIT], an operation's after twice as long, so
/// that who waits in vain for what is behind it is the first to tell.
public final class GatedDevice extends Filter {
  /// How long a test waits for an operation to arrive.
  public static final Duration LIMIT =
      Duration.ofSeconds(Integer.getInteger("diptych.test.limit", 60));

  private final List<Stop> stops = new CopyOnWriteArrayList<>();

  /// A device without stops, for the time being.
  public GatedDevice(BlockDevice below) {
    super(below);
  }

  /// Lets operations of this kind that touch the region wait *before* they reach the device below.
  public Stop stopBefore(Operation operation, Region region) {
    return add(new Stop(operation, region, true));
  }

  /// Lets operations of this kind that touch the region wait when the device below has *done* them.
  public Stop stopAfter(Operation operation, Region region) {
    return add(new Stop(operation, region, false));
  }

  /// Opens every stop.
  public void openAll() {
    stops.forEach(Stop::open);
  }

  @Override
  void around(Operation operation, Region region, Call call) throws DeviceException {
    pass(operation, region, true);
    call.upTo(region.length());
    pass(operation, region, false);
  }

  private void pass(Operation operation, Region region, boolean isBefore) {
    for (Stop stop : stops) {
      if (stop.isBefore == isBefore && stop.concerns(operation, region)) {
        stop.pass();
      }
    }
  }

  private Stop add(Stop stop) {
    stops.add(stop);
    return stop;
  }

  /// A place where operations wait. Closing it opens it.
  public static final class Stop implements AutoCloseable {
    // More than any test has operations, with room to add to.
    private static final int FOR_EVER = Integer.MAX_VALUE / 2;

    private final Operation operation;
    private final Region region;
    private final boolean isBefore;
    private final Semaphore arrivals = new Semaphore(0);
    private final Semaphore permits = new Semaphore(0);

    private Stop(Operation operation, Region region, boolean isBefore) {
      this.operation = operation;
      this.region = region;
      this.isBefore = isBefore;
    }

    /// Waits until one more operation has arrived here; each arrival is counted once.
    public void awaitArrival() {
      awaitArrivals(1);
    }

    /// Waits until so many more operations have arrived here.
    public void awaitArrivals(int count) {
      acquire(arrivals, count, LIMIT, "nothing arrived at the stop");
    }

    /// Whether an operation has arrived that no wait has counted.
    public boolean hasArrival() {
      return arrivals.availablePermits() > 0;
    }

    /// Lets one operation go: one that waits, or else the next to come.
    public void letOne() {
      permits.release();
    }

    /// Lets all go, and all that will come.
    public void open() {
      if (permits.availablePermits() < FOR_EVER) {
        permits.release(FOR_EVER);
      }
    }

    @Override
    public void close() {
      open();
    }

    private boolean concerns(Operation asked, Region at) {
      return operation == asked && (at.isEmpty() || region.overlaps(at));
    }

    private void pass() {
      arrivals.release();
      acquire(permits, 1, LIMIT.multipliedBy(2), "nobody let the operation go");
    }

    private void acquire(Semaphore semaphore, int count, Duration limit, String otherwise) {
      try {
        if (!semaphore.tryAcquire(count, limit.toNanos(), TimeUnit.NANOSECONDS)) {
          throw new IllegalStateException(otherwise + ": " + operation + " " + region);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted at the stop", e);
      }
    }
  }
}
