package app.diptych.rescue;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.block.RegionLock;
import app.diptych.block.ZeroFill;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;

/// Where rescued data goes: takes any region, also where the device's sectors are larger than those
/// of the source. The rest of such a sector stays as it is.
final class Target {
  private static final long PAGE = 4096;

  private final BlockDevice device;
  private final ReentrantLock lock = new ReentrantLock();
  private final RegionLock sectors = new RegionLock(lock);

  Target(BlockDevice device) {
    this.device = device;
  }

  /// Writes the data from `offset` on.
  void write(long offset, MemorySegment data) throws DeviceException {
    var region = new Region(offset, data.byteSize());
    Region whole = whole(region);
    if (whole.equals(region)) {
      device.write(offset, data);
      return;
    }
    RegionLock.Hold hold = hold(whole);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment buffer = arena.allocate(whole.length(), PAGE);
      device.read(whole.offset(), buffer);
      buffer.asSlice(offset - whole.offset(), data.byteSize()).copyFrom(data);
      device.write(whole.offset(), buffer);
    } finally {
      release(hold);
    }
  }

  private Region whole(Region region) {
    int sector = device.geometry().sectorSize();
    return Region.between(
        region.offset() - region.offset() % sector, Math.ceilDiv(region.end(), sector) * sector);
  }

  private RegionLock.Hold hold(Region region) {
    lock.lock();
    try {
      return sectors.hold(region);
    } finally {
      lock.unlock();
    }
  }

  private void release(RegionLock.Hold hold) {
    lock.lock();
    try {
      sectors.release(hold);
    } finally {
      lock.unlock();
    }
  }

  /// Makes the region read as zeros, by the device's own means where it has such.
  void zero(Region region) throws DeviceException {
    int sector = device.geometry().sectorSize();
    long from = Math.ceilDiv(region.offset(), sector) * sector;
    long to = region.end() - region.end() % sector;
    if (from >= to) {
      writeZeros(region);
      return;
    }
    writeZeros(Region.between(region.offset(), from));
    ZeroFill.on(device, Region.between(from, to));
    writeZeros(Region.between(to, region.end()));
  }

  // Of parts of sectors only.
  private void writeZeros(Region region) throws DeviceException {
    if (region.isEmpty()) {
      return;
    }
    try (Arena arena = Arena.ofShared()) {
      write(region.offset(), arena.allocate(region.length(), PAGE));
    }
  }

  /// Makes what was written durable.
  void flush() throws DeviceException {
    device.flush();
  }
}
