package app.diptych;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits for what others do, or the test fails.
public final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration TICK = Duration.ofMillis(1);

  private Await() {}

  /// What is to become so.
  @FunctionalInterface
  public interface Condition {
    /// Whether it is.
    boolean isSo() throws Exception;
  }

  /// Waits until it is so, which is looked at now and then.
  ///
  /// @param what in words
  public static void until(String what, Condition condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!condition.isSo()) {
        if (System.nanoTime() - end > 0) {
          throw new AssertionError("never: " + what);
        }
        LockSupport.parkNanos(TICK.toNanos());
      }
    } catch (Exception e) {
      throw new AssertionError("until " + what, e);
    }
  }
}
