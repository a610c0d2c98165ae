package app.diptych.clone.control;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// How fast something goes, damped so that the figure can be read: what lies some seconds back
/// counts less and less. Safe for use by many threads; whoever asks also measures.
final class RateMeter {
  // Weighs the last seconds; a stall shows within as many.
  private static final double DAMPING_SECONDS = 4;
  // Steps shorter than this say more about scheduling than about the device.
  private static final double SHORTEST_STEP_SECONDS = 0.1;
  private static final double SETTLED_SECONDS = 2;
  private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  // All guarded by lock.
  private long startNanos;
  private long lastNanos;
  private long lastBytes;
  // Damped as if nothing had moved before the start.
  private double damped;

  /// A rate at one moment.
  ///
  /// @param bytesPerSecond zero where nothing is known yet
  /// @param secondsLeft rounded up; absent until the rate has settled, and while nothing moves
  record Rate(long bytesPerSecond, OptionalLong secondsLeft) {
    /// Nothing goes on.
    static final Rate NONE = new Rate(0, OptionalLong.empty());
  }

  /// A meter that starts at zero bytes.
  ///
  /// @param nanoTime the clock, as [System#nanoTime]
  RateMeter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.lastNanos = startNanos;
  }

  /// Starts over, at so many bytes.
  void restart(long bytesDone) {
    lock.lock();
    try {
      startNanos = nanoTime.getAsLong();
      lastNanos = startNanos;
      lastBytes = bytesDone;
      damped = 0;
    } finally {
      lock.unlock();
    }
  }

  /// The time up to this moment does not count, nor what was done in it.
  void passOver(long bytesDone) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      startNanos += now - lastNanos;
      lastNanos = now;
      lastBytes = bytesDone;
    } finally {
      lock.unlock();
    }
  }

  /// The rate, given how far it is. Bytes that are fewer than the last time count as standing
  /// still.
  Rate measure(long bytesDone, long bytesTotal) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      double step = (now - lastNanos) / NANOS_PER_SECOND;
      if (step >= SHORTEST_STEP_SECONDS) {
        double current = Math.max(0, bytesDone - lastBytes) / step;
        damped += share(step) * (current - damped);
        lastNanos = now;
        lastBytes = bytesDone;
      }
      long rate = Math.round(rate());
      boolean isSettled = (now - startNanos) / NANOS_PER_SECOND >= SETTLED_SECONDS;
      long left = Math.max(0, bytesTotal - bytesDone);
      return new Rate(
          rate,
          isSettled && rate > 0 ? OptionalLong.of(Math.ceilDiv(left, rate)) : OptionalLong.empty());
    } finally {
      lock.unlock();
    }
  }

  // What was before the start has no share in it.
  private double rate() {
    return lastNanos == startNanos
        ? 0
        : damped / share((lastNanos - startNanos) / NANOS_PER_SECOND);
  }

  // How much the last so many seconds count, of all.
  private static double share(double seconds) {
    return 1 - Math.exp(-seconds / DAMPING_SECONDS);
  }
}
