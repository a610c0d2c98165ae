package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.diptych.block.Content;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Images;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Images whose holes are smaller than what is copied at once.
@EnabledOnOs(OS.LINUX)
final class SparseTest {
  private static final int GRAIN = 64 << 10;
  private static final int SIZE = (8 << 20) + 512;

  @TempDir private Path folder;

  /// An image in which each second grain is data, and all behind the last whole one a hole.
  private Path image(String name) throws IOException {
    Path path = Images.hole(folder.resolve(name), SIZE);
    try (var file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      for (int at = GRAIN; at < SIZE - 512; at += 2 * GRAIN) {
        file.write(ByteBuffer.wrap(Content.random(at, GRAIN)), at);
      }
    }
    return path;
  }

  private void copy(Path source, Path target) {
    var jobs = new ImageJobs(folder);
    assertThat(jobs.job(source, target, ImageJobs.VERIFY).run())
        .isInstanceOf(CloneResult.Completed.class);
  }

  private static long takenUp(Path image) throws Exception {
    try (RawDevice device = RawDevice.open(image, OpenOptions.READ)) {
      return device.allocatedBytes();
    }
  }

  @Test
  void aCopyTakesUpWhatItsSourceDoes() throws Exception {
    Path source = image("source.img");
    Path made = folder.resolve("made.img");
    Path there = Images.hole(folder.resolve("there.img"), SIZE);

    copy(source, made);
    copy(source, there);

    assertThat(Files.mismatch(source, made)).isNegative();
    assertThat(Files.mismatch(source, there)).isNegative();
    // A file system may take a block more for where the blocks are.
    assertThat(takenUp(made)).isCloseTo(takenUp(source), within((long) GRAIN));
    assertThat(takenUp(there)).isCloseTo(takenUp(source), within((long) GRAIN));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatWasInAnImageIsOverwrittenWhereTheSourceHasZeros(long seed) throws Exception {
    var random = new Random(seed);
    Path source = scattered("source.img", random);
    Path target = scattered("target.img", random);

    copy(source, target);

    assertThat(Files.mismatch(source, target)).isNegative();
  }

  /// An image of data, holes and written zeros in sectors and multiples of them.
  private Path scattered(String name, Random random) throws IOException {
    Path path = Images.hole(folder.resolve(name), SIZE);
    try (var file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      for (int at = 0; at < SIZE; ) {
        int unit = random.nextBoolean() ? 512 : GRAIN / 2;
        int length = Math.min(SIZE - at, unit * (1 + random.nextInt(6)));
        switch (random.nextInt(3)) {
          case 0 -> file.write(ByteBuffer.wrap(Content.random(random.nextLong(), length)), at);
          case 1 -> file.write(ByteBuffer.allocate(length), at);
          default -> {}
        }
        at += length;
      }
    }
    return path;
  }
}
