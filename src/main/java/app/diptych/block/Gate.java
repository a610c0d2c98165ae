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

  /// Somebody's being inside, which ends when this is closed, once.
  public interface Pass extends AutoCloseable {
    /// Leaves.
    @Override
    void close();
  }

  /// An open gate of the device with this name.
  public Gate(String device) {
    this.device = device;
  }

  /// Enters, until the pass is closed.
  ///
  /// @throws DeviceException.Disconnected once the gate was closed
  public Pass enter(Operation operation, Region region) throws DeviceException.Disconnected {
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
    return this::leave;
  }

  /// Enters in order to change something on a device of this shape, until the pass is closed.
  ///
  /// @throws DeviceException.Disconnected once the gate was closed
  /// @throws DeviceException.ReadOnly if the device takes no writes
  public Pass enterToChange(Operation operation, Region region, Geometry geometry)
      throws DeviceException {
    Pass pass = enter(operation, region);
    if (geometry.isReadOnly()) {
      pass.close();
      throw new DeviceException.ReadOnly(new DeviceException.Failure(operation, device, region));
    }
    return pass;
  }

  private void leave() {
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
