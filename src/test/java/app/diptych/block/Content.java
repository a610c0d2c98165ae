package app.diptych.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowingConsumer;

/// What a test puts on a device and finds there, as plain bytes.
public final class Content {
  private Content() {}

  /// Bytes that look random and are the same for the same seed.
  public static byte[] random(long seed, int length) {
    var random = new SplittableRandom(seed);
    // Eight at a time, which is faster and gives the same.
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.remaining() >= Long.BYTES) {
      bytes.putLong(random.nextLong());
    }
    byte[] rest = new byte[bytes.remaining()];
    random.nextBytes(rest);
    return bytes.put(rest).array();
  }

  /// Is content with a file or disk that has just the bytes of that one. AssertJ's own assertions
  /// look at one byte after the other, which takes longer than a clone.
  public static ThrowingConsumer<Path> of(Path other) {
    return path -> assertAlike(Files.mismatch(path, other), path, other.toString());
  }

  /// Is content with a file or disk that has just these bytes.
  public static ThrowingConsumer<Path> of(byte... bytes) {
    return path ->
        assertAlike(Arrays.mismatch(Files.readAllBytes(path), bytes), path, "what is expected");
  }

  private static void assertAlike(long mismatch, Path path, String other) {
    assertThat(mismatch).as("where %s differs from %s", path, other).isEqualTo(-1);
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
