package app.diptych.block;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.api.Condition;
import org.assertj.core.condition.VerboseCondition;

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

  /// Holds for a file or disk with just the bytes of that one.
  public static Condition<Path> of(Path other) {
    return content(path -> Files.mismatch(path, other), "the content of " + other);
  }

  /// Holds for a file or disk with just these bytes.
  public static Condition<Path> of(byte... bytes) {
    return content(
        path -> Arrays.mismatch(Files.readAllBytes(path), bytes), bytes.length + " known bytes");
  }

  // AssertJ's own assertions look at one byte after the other, which takes longer than a clone.
  private static Condition<Path> content(Mismatch mismatch, String what) {
    return VerboseCondition.verboseCondition(
        path -> mismatch.of(path) < 0, what, path -> ", which differs at " + mismatch.of(path));
  }

  @FunctionalInterface
  private interface Mismatch {
    long in(Path path) throws IOException;

    default long of(Path path) {
      try {
        return in(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
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
