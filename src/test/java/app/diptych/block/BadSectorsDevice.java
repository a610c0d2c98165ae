package app.diptych.block;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// A device some sectors of which cannot be read, for ever or some times, and which remembers what
/// it was asked to read.
public final class BadSectorsDevice extends Filter {
  /// So often fails what is bad for ever.
  public static final int ALWAYS = Integer.MAX_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Integer> failures = new HashMap<>();
  private final List<Read> reads = new ArrayList<>();
  private boolean isGone;

  /// A read that was asked for.
  ///
  /// @param region where
  /// @param isGood whether it was done
  public record Read(Region region, boolean isGood) {}

  /// A device without bad sectors, for the time being.
  public BadSectorsDevice(BlockDevice below) {
    super(below);
  }

  /// Lets the sectors of the region fail so often.
  public BadSectorsDevice fail(Region region, int times) {
    lock.lock();
    try {
      int sector = geometry().sectorSize();
      for (long at = region.offset(); at < region.end(); at += sector) {
        failures.put(at, times);
      }
    } finally {
      lock.unlock();
    }
    return this;
  }

  /// Lets every read fail from here on, or none but those of bad sectors.
  public void setGone(boolean gone) {
    lock.lock();
    try {
      isGone = gone;
    } finally {
      lock.unlock();
    }
  }

  /// What was read, in the order in which it was asked for.
  public List<Read> reads() {
    lock.lock();
    try {
      return List.copyOf(reads);
    } finally {
      lock.unlock();
    }
  }

  @Override
  void around(Operation operation, Region region, Call call) throws DeviceException {
    if (operation == Operation.READ && !isGood(region)) {
      throw new DeviceException.Unknown(
          new DeviceException.Failure(operation, name(), region), "EIO (Input/output error)");
    }
    call.upTo(region.length());
  }

  private boolean isGood(Region region) {
    lock.lock();
    try {
      boolean isGood = !isGone;
      int sector = geometry().sectorSize();
      for (long at = region.offset(); at < region.end(); at += sector) {
        int left = failures.getOrDefault(at, 0);
        isGood &= left == 0;
        if (left > 0 && left < ALWAYS) {
          failures.put(at, left - 1);
        }
      }
      reads.add(new Read(region, isGood));
      return isGood;
    } finally {
      lock.unlock();
    }
  }
}
