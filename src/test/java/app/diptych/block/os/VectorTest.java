package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Transfers of several buffers at once.
final class VectorTest {
  private static final int SIZE = 4 << 20;
  private static final byte[] BYTES = Content.random(1, SIZE);
  // An empty one at every place, a sector, and one that no direct transfer takes at this address.
  private static final int[] LENGTHS = {0, 4096, 0, 512, 65_536, 512, 0, 1 << 20, 4096, 0};

  @TempDir private Path folder;

  private Path image() throws Exception {
    return Files.write(folder.resolve("disk.img"), BYTES);
  }

  private static MemorySegment[] buffers(Arena arena, int... lengths) {
    return Arrays.stream(lengths)
        .mapToObj(length -> arena.allocate(length, 4096))
        .toArray(MemorySegment[]::new);
  }

  private static byte[] joined(MemorySegment... buffers) {
    int length = Arrays.stream(buffers).mapToInt(b -> (int) b.byteSize()).sum();
    byte[] all = new byte[length];
    int at = 0;
    for (MemorySegment buffer : buffers) {
      MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, all, at, (int) buffer.byteSize());
      at += (int) buffer.byteSize();
    }
    return all;
  }

  private static void check(RawDevice device, int... lengths) throws DeviceException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment[] buffers = buffers(arena, lengths);
      device.read(8192, buffers);
      byte[] read = joined(buffers);
      assertThat(read).isEqualTo(Arrays.copyOfRange(BYTES, 8192, 8192 + read.length));

      MemorySegment[] changed = buffers(arena, lengths);
      int seed = 2;
      for (MemorySegment buffer : changed) {
        buffer.copyFrom(MemorySegment.ofArray(Content.random(seed++, (int) buffer.byteSize())));
      }
      device.write(8192, changed);
      device.read(8192, buffers);
      assertThat(joined(buffers)).isEqualTo(joined(changed));
    }
  }

  @ParameterizedTest
  @EnumSource
  void buffersAreFilledAndWrittenOneAfterTheOther(Caching caching) throws Exception {
    try (RawDevice device = RawDevice.open(image(), OpenOptions.TARGET.with(caching))) {
      check(device, LENGTHS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void moreBuffersThanTheSystemTakesAtOnce(Caching caching) throws Exception {
    int[] lengths = new int[3000];
    Arrays.fill(lengths, 512);
    try (RawDevice device = RawDevice.open(image(), OpenOptions.TARGET.with(caching))) {
      check(device, lengths);
    }
  }

  @Test
  void shortTransfersAreContinued() throws Exception {
    UnaryOperator<OpenFile> stutter = file -> new Stutter(file);
    try (RawDevice device =
        RawDevice.open(new FakeSystem(stutter), image(), OpenOptions.TARGET.with(Caching.CACHED))) {
      check(device, LENGTHS);
    }
  }

  @Test
  void onlyEmptyBuffersAreNothing() throws Exception {
    try (RawDevice device = RawDevice.open(image(), OpenOptions.TARGET)) {
      check(device, 0, 0);
    }
  }

  /// Ends every transfer of several buffers after some of them, in the middle of one.
  private static final class Stutter extends PassingFile {
    Stutter(OpenFile below) {
      super(below);
    }

    @Override
    public long scatter(MemorySegment[] buffers, long offset) throws SystemFailure {
      long done = read(buffers[0], offset);
      if (buffers.length > 1 && buffers[1].byteSize() > 100) {
        done += read(buffers[1].asSlice(0, 100), offset + done);
      }
      return done;
    }

    @Override
    public long gather(MemorySegment[] buffers, long offset) throws SystemFailure {
      long done = write(buffers[0], offset);
      if (buffers.length > 1 && buffers[1].byteSize() > 100) {
        done += write(buffers[1].asSlice(0, 100), offset + done);
      }
      return done;
    }
  }
}
