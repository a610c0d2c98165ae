package app.diptych.block;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets operations into a device until it is closed, and closing waits for those inside.
public final class Gate {
  private final String device;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  // Both guarded by lock.
  private long inside;
  private boolean closed;

  /// An open gate of the device with this name.
  public Gate(String device) {
    this.device = device;
  }

  /// Enters; each call that returns needs one [#leave].
  ///
  /// @throws DeviceException.Disconnected once the gate was closed
  public void enter(Operation operation, Region region) throws DeviceException.Disconnected {
    lock.lock();
    try {
      if (closed) {
        throw new DeviceException.Disconnected(
            new DeviceException.Failure(operation, device, region), "closed");
      }
      inside++;
    } finally {
      lock.unlock();
    }
  }

  /// Leaves after an [#enter].
  public void leave() {
    lock.lock();
    try {
      inside--;
      if (inside == 0) {
        left.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lets nobody in any more and waits until everybody has left. Safe to call again, from any
  /// thread.
  ///
  /// @return whether this call was the first
  public boolean close() {
    lock.lock();
    try {
      boolean first = !closed;
      closed = true;
      while (inside > 0) {
        left.awaitUninterruptibly();
      }
      return first;
    } finally {
      lock.unlock();
    }
  }
}
