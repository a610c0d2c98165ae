package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.block.Extent;
import app.diptych.block.Region;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images on a file system that is a program, which was not told yet of what is in the cache.
final class FuseTest {
  private static final int SIZE = 1 << 20;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  /// A sparse image for one test. Skips the test where it cannot be had.
  private record Image(Path path, Process program) implements AutoCloseable {
    static Image in(Path folder) throws Exception {
      return in(folder, SIZE);
    }

    /// One that cannot be written to from this byte on.
    static Image in(Path folder, long bad) throws Exception {
      Peers.requireRoot();
      Peers.require("umount");
      Peers.require(Path.of("/usr/bin/python3"));
      Path backing = folder.resolve("backing.img");
      new LinuxSyscalls().create(backing, SIZE);
      Path point = Files.createFile(folder.resolve("disk.img"));
      Process program =
          new ProcessBuilder(
                  "src/test/sh/fuse-lab", backing.toString(), point.toString(), Long.toString(bad))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var image = new Image(point, program);
      assertThat(program.inputReader().readLine()).isEqualTo("ready");
      // Of such a cache it is the system that knows the length, and it was not told of any.
      try (var file = new RandomAccessFile(point.toFile(), "rw")) {
        file.setLength(SIZE);
      }
      return image;
    }

    @Override
    public void close() {
      Peers.run("umount", path.toString());
      assertThat(program.onExit()).succeedsWithin(LIMIT);
    }
  }

  @Test
  void whatIsInTheCacheAloneIsNoHoleOfTheSource() throws Exception {
    try (Image image = Image.in(folder);
        var writer = new RandomAccessFile(image.path().toFile(), "rw");
        RawDevice device = RawDevice.open(image.path(), OpenOptions.READ)) {
      writer.seek(SIZE / 2);
      writer.write(Content.random(1, 8192));

      assertThat(device.extents(new Region(0, SIZE)))
          .contains(new Extent(new Region(SIZE / 2, 8192), Extent.Kind.DATA));
    }
  }

  @Test
  void whatIsInTheCacheAloneIsZeroed() throws Exception {
    OpenOptions cached = OpenOptions.TARGET.with(Caching.CACHED);
    try (Image image = Image.in(folder);
        RawDevice device = RawDevice.open(image.path(), cached)) {
      Content.write(device, SIZE / 2, Content.random(2, 8192));
      device.zero(new Region(SIZE / 2, 8192));

      assertThat(Content.read(device, SIZE / 2, 8192)).containsOnly(0);
    }
  }

  /// The system tells once that it lost writes, and who asks for holes may be told first.
  @Test
  void whatWasLostAFlushTellsThoughItWasToldBefore() throws Exception {
    OpenOptions cached = OpenOptions.TARGET.with(Caching.CACHED);
    try (Image image = Image.in(folder, SIZE / 2);
        RawDevice device = RawDevice.open(image.path(), cached)) {
      Content.write(device, SIZE / 2, Content.random(2, 8192));
      assertThatThrownBy(() -> device.extents(new Region(0, SIZE))).hasMessageContaining("EIO");

      assertThatThrownBy(device::flush)
          .hasMessageStartingWith("flush ")
          .hasMessageContaining("EIO");
    }
  }
}
