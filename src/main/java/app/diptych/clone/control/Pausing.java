package app.diptych.clone.control;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A person's wish that a job rest for a while. Safe for use by many threads.
public final class Pausing {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition resumed = lock.newCondition();
  // All guarded by lock.
  private boolean isPaused;
  private boolean isOver;
  private Runnable pause = () -> {};
  private Runnable resume = () -> {};

  /// Wishes the rest; again does nothing, nor does it once the job is to end.
  ///
  /// @return whether the job pauses by this call
  boolean pause() {
    lock.lock();
    try {
      if (isPaused || isOver) {
        return false;
      }
      isPaused = true;
      pause.run();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Wishes that it go on.
  ///
  /// @return whether the job goes on by this call
  boolean resume() {
    lock.lock();
    try {
      if (!isPaused) {
        return false;
      }
      isPaused = false;
      resume.run();
      resumed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Never rests again: the job is to end. What waits here goes on, to see that; what rested by
  /// itself is not begun again for it.
  ///
  /// @return whether it rested until this call
  boolean end() {
    lock.lock();
    try {
      boolean wasPaused = isPaused;
      isOver = true;
      isPaused = false;
      resumed.signalAll();
      return wasPaused;
    } finally {
      lock.unlock();
    }
  }

  /// Whether it rests.
  public boolean isPaused() {
    lock.lock();
    try {
      return isPaused;
    } finally {
      lock.unlock();
    }
  }

  /// What rests and goes on from here on, in place of what did before; neither may wait. Rests at
  /// once where that is wished already.
  public void lead(Runnable toPause, Runnable toResume) {
    lock.lock();
    try {
      pause = toPause;
      resume = toResume;
      if (isPaused) {
        pause.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits while a rest is wished.
  public void await() {
    lock.lock();
    try {
      while (isPaused) {
        resumed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
