package app.diptych.block;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets operations into a device until it is closed, and closing waits for those inside. None that
/// changes anything gets into a device that takes no writes.
///
/// Coming and going are one step of an atomic number each; only who closes, and who leaves a closed
/// gate, takes the lock.
public final class Gate {
  // Added to the number of those inside once the gate is closed.
  private static final long CLOSED = 1L << 62;

  private final String device;
  private final boolean isReadOnly;
  private final AtomicLong inside = new AtomicLong();
  private final Pass pass = this::leave;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();

  /// Somebody's being inside, which ends when this is closed, once.
  public interface Pass extends AutoCloseable {
    /// Leaves.
    @Override
    void close();
  }

  /// An open gate of the device with this name and shape.
  public Gate(String device, Geometry geometry) {
    this.device = device;
    this.isReadOnly = geometry.isReadOnly();
  }

  /// How many are inside.
  public long inside() {
    return inside.get() & ~CLOSED;
  }

  /// Enters, until the pass is closed.
  ///
  /// @throws DeviceException.Disconnected once the gate was closed
  /// @throws DeviceException.ReadOnly for a change of a device that takes none
  public Pass enter(Operation operation, Region region) throws DeviceException {
    if (inside.getAndIncrement() >= CLOSED) {
      leave();
      throw new DeviceException.Disconnected(failure(operation, region), "closed");
    }
    if (isReadOnly && operation.changes()) {
      leave();
      throw new DeviceException.ReadOnly(failure(operation, region));
    }
    return pass;
  }

  private DeviceException.Failure failure(Operation operation, Region region) {
    return new DeviceException.Failure(operation, device, region);
  }

  private void leave() {
    if (inside.decrementAndGet() == CLOSED) {
      lock.lock();
      try {
        left.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Lets nobody in any more and waits until everybody has left. Safe to call again, from any
  /// thread.
  ///
  /// @return whether this call was the first
  public boolean close() {
    boolean first = (inside.getAndUpdate(n -> n | CLOSED) & CLOSED) == 0;
    lock.lock();
    try {
      while (inside() > 0) {
        left.awaitUninterruptibly();
      }
      return first;
    } finally {
      lock.unlock();
    }
  }
}
