package app.diptych.nbd.client;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The end of a time that somebody was given.
final class Deadline {
  private static final long GLANCE_MILLIS = 100;

  private final Duration limit;
  private final long end;
  private final AtomicBoolean isCancelled;

  private Deadline(Duration limit, long end, AtomicBoolean isCancelled) {
    this.limit = limit;
    this.end = end;
    this.isCancelled = isCancelled;
  }

  /// So long from here on.
  static Deadline in(Duration limit) {
    // Half of what there is, so that the sum does not overflow: centuries.
    long nanos = Math.min(TimeUnit.NANOSECONDS.convert(limit), Long.MAX_VALUE / 2);
    return new Deadline(limit, System.nanoTime() + nanos, new AtomicBoolean());
  }

  /// What the first of so many ways may take of what is left, so that there is as much for each.
  Deadline share(int ways) {
    long now = System.nanoTime();
    return new Deadline(limit, now + (end - now) / ways, isCancelled);
  }

  /// Lets it be over, for whoever waits within it, from the next glance on.
  void cancel() {
    isCancelled.set(true);
  }

  /// How long to wait before the next glance at it: what is left of it, 1 to 100 milliseconds.
  ///
  /// @throws SocketTimeoutException if it is over
  long millisToNextGlance() throws SocketTimeoutException {
    long left = end - System.nanoTime();
    if (left <= 0 || isCancelled.get()) {
      throw new SocketTimeoutException("no answer within " + limit.toMillis() + " ms");
    }
    return Math.clamp(TimeUnit.NANOSECONDS.toMillis(left), 1, GLANCE_MILLIS);
  }
}
