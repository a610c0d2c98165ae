package app.diptych.block;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Zeros on any device: by its own means, or else written.
public final class ZeroFill {
  private static final long BUFFER = 1 << 20;

  private ZeroFill() {}

  /// Makes the region of the device, in whole sectors, read as zeros.
  public static void on(BlockDevice device, Region region) throws DeviceException {
    try {
      device.zero(region);
    } catch (DeviceException.Unimplemented _) {
      write(device, region);
    }
  }

  private static void write(BlockDevice device, Region region) throws DeviceException {
    int sector = device.geometry().sectorSize();
    long step = Math.max(sector, BUFFER - BUFFER % sector);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment zeros = arena.allocate(Math.min(step, region.length()), 4096);
      for (long at = region.offset(); at < region.end(); at += step) {
        device.write(at, zeros.asSlice(0, Math.min(step, region.end() - at)));
      }
    }
  }
}
