package app.diptych.nbd.client;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The end of a time that somebody was given.
final class Deadline {
  private static final long GLANCE_MILLIS = 100;

  private final Duration limit;
  private final long end;
  private volatile boolean isCancelled;

  private Deadline(Duration limit) {
    this.limit = limit;
    // Half of what there is, so that the sum does not overflow: centuries.
    long nanos = Math.min(TimeUnit.NANOSECONDS.convert(limit), Long.MAX_VALUE / 2);
    this.end = System.nanoTime() + nanos;
  }

  /// So long from here on.
  static Deadline in(Duration limit) {
    return new Deadline(limit);
  }

  /// Lets it be over, for whoever waits within it, from the next glance on.
  void cancel() {
    isCancelled = true;
  }

  /// How long to wait before the next glance at it: what is left of it, 1 to 100 milliseconds.
  ///
  /// @throws SocketTimeoutException if it is over
  long millisToNextGlance() throws SocketTimeoutException {
    long left = end - System.nanoTime();
    if (left <= 0 || isCancelled) {
      throw new SocketTimeoutException("no answer within " + limit.toMillis() + " ms");
    }
    return Math.clamp(TimeUnit.NANOSECONDS.toMillis(left), 1, GLANCE_MILLIS);
  }
}
