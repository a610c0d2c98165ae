package app.diptych.block;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// A device whose operations take at least a chosen time each, however many run at once.
public final class SlowDevice extends Filter {
  private final Set<Operation> slow;
  private final Duration latency;

  /// A device on which operations of these kinds take this time longer.
  public SlowDevice(BlockDevice below, Duration latency, Operation... slow) {
    super(below);
    this.slow = Set.of(slow);
    this.latency = latency;
  }

  @Override
  void around(Operation operation, Region region, Call call) throws DeviceException {
    if (slow.contains(operation)) {
      long end = System.nanoTime() + latency.toNanos();
      boolean interrupted = false;
      // A park may end early, and at once while the thread is interrupted.
      for (long left = latency.toNanos(); left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    call.upTo(region.length());
  }
}
