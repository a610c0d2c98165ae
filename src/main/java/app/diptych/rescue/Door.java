package app.diptych.rescue;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Where those who read pass, and wait while it is shut. Safe for use by many threads.
final class Door {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  // Guarded by lock.
  private boolean isShut;

  /// Lets nobody pass any more.
  void shut() {
    lock.lock();
    try {
      isShut = true;
    } finally {
      lock.unlock();
    }
  }

  /// Lets all pass.
  void open() {
    lock.lock();
    try {
      isShut = false;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it is open.
  void pass() {
    lock.lock();
    try {
      while (isShut) {
        opened.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
