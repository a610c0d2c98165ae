package app.diptych.mirror;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A clock that goes on when the simulation says so.
final class SimulatedTime implements Timing {
  private record Wait(ReentrantLock lock, Condition condition, long end) {
    private void wake() {
      lock.lock();
      try {
        condition.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private final ThreadFactory threads;
  private final List<Wait> waits = new ArrayList<>();
  private long now;

  /// A clock that wakes those who wait on threads made by this factory.
  SimulatedTime(ThreadFactory threads) {
    this.threads = threads;
  }

  @Override
  public long nanos() {
    return now;
  }

  // Who calls it looks again, in a loop.
  @SuppressWarnings("WaitNotInLoop")
  @Override
  public void await(ReentrantLock lock, Condition condition, long nanos) {
    if (nanos == UNTIL_SIGNAL) {
      condition.awaitUninterruptibly();
      return;
    }
    Wait wait = new Wait(lock, condition, now + nanos);
    waits.add(wait);
    condition.awaitUninterruptibly();
    waits.remove(wait);
  }

  /// Waits for so long.
  void rest(long nanos) {
    ReentrantLock lock = new ReentrantLock();
    Condition passed = lock.newCondition();
    lock.lock();
    try {
      await(lock, passed, nanos);
    } finally {
      lock.unlock();
    }
  }

  /// Whether somebody waits for time to pass.
  boolean isAwaited() {
    return !waits.isEmpty();
  }

  /// Lets so much time pass.
  void pass(long nanos) {
    now += nanos;
    wake();
  }

  /// Lets time pass until somebody has waited long enough.
  void passToNext() {
    waits.stream().min(Comparator.comparingLong(Wait::end)).ifPresent(w -> pass(w.end - now));
  }

  private void wake() {
    for (Wait wait : List.copyOf(waits)) {
      if (wait.end <= now) {
        waits.remove(wait);
        threads.newThread(wait::wake).start();
      }
    }
  }
}
