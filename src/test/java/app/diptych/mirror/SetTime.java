package app.diptych.mirror;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A clock that a test sets; nobody can wait by it.
final class SetTime implements Timing {
  private long now;

  /// Lets so many milliseconds pass.
  void passMillis(long millis) {
    now += millis * 1_000_000;
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void await(ReentrantLock lock, Condition condition, long nanos) {
    throw new UnsupportedOperationException("nobody waits here");
  }
}
