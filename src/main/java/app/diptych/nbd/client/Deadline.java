package app.diptych.nbd.client;

import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The end of a time that somebody was given.
final class Deadline {
  private static final long GLANCE_MILLIS = 100;

  private final Duration limit;
  private final long end;
  // What there is left since it was cancelled; of all shares.
  private final AtomicReference<@Nullable Deadline> cancelled;

  private Deadline(Duration limit, long end, AtomicReference<@Nullable Deadline> cancelled) {
    this.limit = limit;
    this.end = end;
    this.cancelled = cancelled;
  }

  /// So long from here on.
  static Deadline in(Duration limit) {
    // Half of what there is, so that the sum does not overflow: centuries.
    long nanos = Math.min(TimeUnit.NANOSECONDS.convert(limit), Long.MAX_VALUE / 2);
    return new Deadline(limit, System.nanoTime() + nanos, new AtomicReference<>());
  }

  /// What the first of so many ways may take of what is left, so that there is as much for each.
  Deadline share(int ways) {
    long now = System.nanoTime();
    return new Deadline(limit, now + (end - now) / ways, cancelled);
  }

  /// Lets whoever waits within it begin nothing more, and take so long at most for what was begun.
  void cancel(Duration rest) {
    cancelled.compareAndSet(null, in(rest));
  }

  /// Whether nothing more is to be begun within it.
  boolean isCancelled() {
    return cancelled.get() != null;
  }

  /// Before anything more is begun.
  ///
  /// @throws SocketTimeoutException if it was cancelled
  void check() throws SocketTimeoutException {
    if (isCancelled()) {
      throw new SocketTimeoutException("it is not wanted any more");
    }
  }

  /// How long to wait before the next glance at it: what is left of it, 1 to 100 milliseconds.
  ///
  /// @throws SocketTimeoutException if it is over
  long millisToNextGlance() throws SocketTimeoutException {
    long now = System.nanoTime();
    Deadline rest = cancelled.get();
    long left = rest == null ? end - now : Math.min(end - now, rest.end - now);
    if (left <= 0) {
      throw new SocketTimeoutException("no answer within " + seconds() + " s");
    }
    return Math.clamp(TimeUnit.NANOSECONDS.toMillis(left), 1, GLANCE_MILLIS);
  }

  private String seconds() {
    return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
