package app.diptych.nbd.server;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.block.RegionLock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets clients change parts of sectors: such a change reads the sectors and writes them back, and
/// in between nobody else may write to them.
///
/// Changes of whole sectors, which are nearly all, only count themselves in and out for as long as
/// no one is about to change a part of a sector. When somebody is, he waits until those have left,
/// and until he is done everybody holds the region that he changes.
final class Edges {
  private final AtomicInteger free = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  // Guarded by lock.
  private final RegionLock regions = new RegionLock(lock);
  // How many change parts of sectors, or wait to. Written under lock, read without.
  private volatile int careful;

  /// A change of the device.
  @FunctionalInterface
  interface Change {
    /// Does it.
    void run() throws DeviceException;
  }

  /// Changes whole sectors.
  void whole(Region sectors, Change change) throws DeviceException {
    if (!enter()) {
      holding(sectors, change);
      return;
    }
    try {
      change.run();
    } finally {
      leave();
    }
  }

  /// Enters to change whole sectors, if nobody is about to change a part of one; until [#leave], by
  /// any thread.
  boolean enter() {
    // The order matters: first counted in, then looked, while the other side first says that it is
    // there, then looks at the count.
    free.incrementAndGet();
    if (careful == 0) {
      return true;
    }
    leave();
    return false;
  }

  /// Leaves, having changed whole sectors.
  void leave() {
    if (free.decrementAndGet() == 0 && careful > 0) {
      lock.lock();
      try {
        left.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Changes a part of these sectors.
  void part(Region sectors, Change change) throws DeviceException {
    begin();
    try {
      holding(sectors, change);
    } finally {
      end();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  private void begin() {
    lock.lock();
    try {
      careful++;
      while (free.get() > 0) {
        left.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  private void end() {
    lock.lock();
    try {
      careful--;
    } finally {
      lock.unlock();
    }
  }

  private void holding(Region sectors, Change change) throws DeviceException {
    RegionLock.Hold hold = hold(sectors);
    try {
      change.run();
    } finally {
      release(hold);
    }
  }

  private RegionLock.Hold hold(Region sectors) {
    lock.lock();
    try {
      return regions.hold(sectors);
    } finally {
      lock.unlock();
    }
  }

  private void release(RegionLock.Hold hold) {
    lock.lock();
    try {
      regions.release(hold);
    } finally {
      lock.unlock();
    }
  }
}
