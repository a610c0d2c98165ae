package app.diptych.block;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/// What a test puts on a device and finds there, as plain bytes.
public final class Content {
  private Content() {}

  /// Bytes that look random and are the same for the same seed.
  public static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  /// Reads a part of a device.
  public static byte[] read(BlockDevice device, long offset, int length) throws DeviceException {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment buffer = arena.allocate(length, 4096);
      device.read(offset, buffer);
      return buffer.toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /// Reads a device from its first to its last byte.
  public static byte[] readAll(BlockDevice device) throws DeviceException {
    return read(device, 0, Math.toIntExact(device.geometry().size()));
  }

  /// Writes bytes to a device.
  public static void write(BlockDevice device, long offset, byte... bytes) throws DeviceException {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment buffer = arena.allocate(bytes.length, 4096);
      buffer.copyFrom(MemorySegment.ofArray(bytes));
      device.write(offset, buffer);
    }
  }

  /// Fills a device with the bytes of [#random], which it returns.
  public static byte[] fill(BlockDevice device, long seed) throws DeviceException {
    byte[] bytes = random(seed, Math.toIntExact(device.geometry().size()));
    write(device, 0, bytes);
    return bytes;
  }
}
