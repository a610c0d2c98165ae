package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.block.BlockDevice;
import app.diptych.block.BlockDeviceContract;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real block devices.
final class DiskTest {

  abstract static class Contract extends BlockDeviceContract {
    @Override
    protected BlockDevice open(long sectorCount) throws Exception {
      LoopDevice loop =
          closing(LoopDevice.create(folder(), sectorCount * sectorSize(), sectorSize()));
      return closing(RawDevice.open(loop.path(), OpenOptions.TARGET));
    }

    @Override
    protected BlockDevice openReadOnly(byte[] content) throws Exception {
      Path file = Files.write(folder().resolve("fixed.img"), content);
      LoopDevice loop = closing(LoopDevice.readOnly(file, sectorSize()));
      return closing(RawDevice.open(loop.path(), OpenOptions.READ));
    }
  }

  @Nested
  final class SectorsOf512 extends Contract {
    @Override
    protected int sectorSize() {
      return 512;
    }
  }

  @Nested
  final class SectorsOf4096 extends Contract {
    @Override
    protected int sectorSize() {
      return 4096;
    }
  }

  @Test
  void theSystemLooksForPartitionsWhereItIsAskedTo(@TempDir Path folder) throws Exception {
    Path image = Files.write(folder.resolve("plain.img"), new byte[1 << 20]);
    try (LoopDevice loop = LoopDevice.create(folder, 1 << 20, 512);
        RawDevice plain = RawDevice.open(image, OpenOptions.TARGET);
        RawDevice disk = RawDevice.open(loop.path(), OpenOptions.TARGET)) {
      // A loop device takes part only where it was made to.
      assertThat(disk.rereadPartitions()).isFalse();
      assertThat(plain.rereadPartitions()).isFalse();
    }
    String scanned =
        Peers.run("losetup", "--partscan", "--find", "--show", image.toString()).strip();
    try (RawDevice disk = RawDevice.open(Path.of(scanned), OpenOptions.TARGET)) {
      assertThat(disk.rereadPartitions()).isTrue();
    } finally {
      Peers.run("losetup", "--detach", scanned);
    }
  }

  @Test
  void oneThatWasMadeSmallerIsNotCalledFull(@TempDir Path folder) throws Exception {
    try (LoopDevice loop = LoopDevice.create(folder, 1 << 20, 512);
        RawDevice disk = RawDevice.open(loop.path(), OpenOptions.TARGET)) {
      try (var file = new RandomAccessFile(loop.backingFile().toFile(), "rw")) {
        file.setLength(1 << 19);
      }
      Peers.run("losetup", "--set-capacity", loop.path().toString());

      for (long offset : List.of((1L << 19) - 4096, 3L << 18)) {
        assertThatThrownBy(() -> Content.write(disk, offset, new byte[8192]))
            .isInstanceOf(DeviceException.CutShort.class)
            .hasMessageEndingWith("it ends at byte 524288");
      }
      assertThatThrownBy(() -> disk.zero(new Region(3L << 18, 8192)))
          .isInstanceOf(DeviceException.CutShort.class);
    }
  }

  @Test
  void zeroingGivesTheSpaceBackWhereTheDiskCan(@TempDir Path folder) throws Exception {
    Path image = Files.write(folder.resolve("full.img"), Content.random(3, 1 << 20));
    try (RawDevice file = RawDevice.open(image, OpenOptions.READ);
        LoopDevice loop = LoopDevice.of(image, 512);
        RawDevice disk = RawDevice.open(loop.path(), OpenOptions.TARGET)) {
      long before = file.allocatedBytes();
      disk.zero(new Region(0, 1 << 20));
      disk.flush();
      assertThat(Content.read(disk, 0, 1 << 20)).containsOnly(0);
      assertThat(file.allocatedBytes()).isLessThan(before);
    }
  }
}
