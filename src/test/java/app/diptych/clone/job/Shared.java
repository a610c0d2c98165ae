package app.diptych.clone.job;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Writes from memory that any thread may read, as a mirror wants it, whose other side is written
/// by another thread.
final class Shared {
  private Shared() {}

  /// Writes the bytes.
  static void write(BlockDevice device, long offset, byte... bytes) throws DeviceException {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment buffer = arena.allocate(bytes.length, 4096);
      buffer.copyFrom(MemorySegment.ofArray(bytes));
      device.write(offset, buffer);
    }
  }
}
