package app.diptych.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The device in memory, with sectors of every usual size and an unusual one.
final class MemoryDeviceTest {

  abstract static class Contract extends BlockDeviceContract {
    @Override
    protected BlockDevice open(long sectorCount) {
      return closing(new MemoryDevice("memory", sectorCount * sectorSize(), sectorSize()));
    }

    @Override
    protected BlockDevice openReadOnly(byte[] content) {
      return closing(MemoryDevice.readOnly("memory", sectorSize(), content));
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
  final class SectorsOf520 extends Contract {
    @Override
    protected int sectorSize() {
      return 520;
    }
  }

  @Test
  void isOfZerosAtFirst() throws DeviceException {
    try (MemoryDevice device = new MemoryDevice("memory", 8192, 512)) {
      assertThat(Content.readAll(device)).isEqualTo(new byte[8192]);
    }
  }

  @Test
  void mayBeEmpty() throws DeviceException {
    try (MemoryDevice device = new MemoryDevice("memory", 0, 512)) {
      device.read(0);
      device.zero(device.geometry().region());

      assertThat(device.extents(device.geometry().region())).isEmpty();
    }
  }

  @Test
  void knowsOnlyData() throws DeviceException {
    try (MemoryDevice device = new MemoryDevice("memory", 8192, 512)) {
      Region region = new Region(512, 1024);

      assertThat(device.extents(region)).isEqualTo(List.of(new Extent(region, Extent.Kind.DATA)));
    }
  }
}
