package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.LoopDevice;
import app.diptych.block.BlockDevice;
import app.diptych.block.BlockDeviceContract;
import app.diptych.block.DeviceException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real block devices of which a descriptor was handed over.
final class AdoptedDiskTest {
  private static final int O_RDONLY = 0;
  private static final int O_RDWR = 2;

  abstract static class Contract extends BlockDeviceContract {
    @Override
    protected BlockDevice open(long sectorCount) throws Exception {
      LoopDevice loop =
          closing(LoopDevice.create(folder(), sectorCount * sectorSize(), sectorSize()));
      return closing(adopted(loop.path(), O_RDWR, OpenOptions.TARGET));
    }

    @Override
    protected BlockDevice openReadOnly(byte[] content) throws Exception {
      Path file = Files.write(folder().resolve("fixed.img"), content);
      LoopDevice loop = closing(LoopDevice.readOnly(file, sectorSize()));
      return closing(adopted(loop.path(), O_RDONLY, OpenOptions.READ));
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

  @Nested
  final class ThroughTheCache extends Contract {
    @Override
    protected BlockDevice open(long sectorCount) throws Exception {
      LoopDevice loop =
          closing(LoopDevice.create(folder(), sectorCount * sectorSize(), sectorSize()));
      OpenOptions cached = OpenOptions.TARGET.with(Caching.CACHED);
      return closing(adopted(loop.path(), O_RDWR, cached));
    }

    @Override
    protected int sectorSize() {
      return 512;
    }
  }

  private static RawDevice adopted(Path path, int access, OpenOptions options) throws Exception {
    return RawDevice.adopt(path, descriptor(path, access | RawDevice.flags(options)), options);
  }

  private static int descriptor(Path path, int flags) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      return LibC.open(arena.allocateFrom(path.toString()), flags, 0);
    }
  }

  @Test
  void itIsHeldUntilItIsClosed(@TempDir Path folder) throws Exception {
    try (LoopDevice loop = LoopDevice.create(folder, 1 << 20, 512)) {
      try (RawDevice device = adopted(loop.path(), O_RDWR, OpenOptions.TARGET);
          RawDevice same = RawDevice.open(loop.path(), OpenOptions.READ)) {
        assertThat(device.identity()).isEqualTo(same.identity());
        assertThatThrownBy(() -> RawDevice.open(loop.path(), OpenOptions.TARGET))
            .isInstanceOf(DeviceException.Busy.class);
      }
      RawDevice.open(loop.path(), OpenOptions.TARGET).close();
    }
  }

  @Test
  void oneForReadingIsNoneForWriting(@TempDir Path folder) throws Exception {
    try (LoopDevice loop = LoopDevice.create(folder, 1 << 20, 512)) {
      assertThatThrownBy(() -> adopted(loop.path(), O_RDONLY, OpenOptions.TARGET))
          .isInstanceOf(DeviceException.Denied.class);
      // It was closed, and so lets the device go.
      RawDevice.open(loop.path(), OpenOptions.TARGET).close();
    }
  }

  @Test
  void aFileIsNotTaken(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("a.img"), new byte[512]);

    assertThatThrownBy(() -> RawDevice.adopt(file, descriptor(file, O_RDONLY), OpenOptions.READ))
        .hasMessageContaining("no block device");
  }
}
