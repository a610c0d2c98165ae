package app.diptych.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A region of a device, seen as a device.
final class SliceDeviceTest {

  @Nested
  final class OfMemory extends BlockDeviceContract {
    @Override
    protected BlockDevice open(long sectorCount) {
      MemoryDevice device = closing(new MemoryDevice("memory", (sectorCount + 5) * 512, 512));
      return closing(new SliceDevice(device, new Region(3 * 512, sectorCount * 512)));
    }

    @Override
    protected BlockDevice openReadOnly(byte[] content) {
      MemoryDevice device = closing(MemoryDevice.readOnly("memory", 512, content));
      return closing(new SliceDevice(device, device.geometry().region()));
    }

    @Override
    protected int sectorSize() {
      return 512;
    }
  }

  @Test
  void touchesNothingOutside() throws DeviceException {
    try (MemoryDevice device = new MemoryDevice("memory", 8192, 512)) {
      byte[] expected = Content.fill(device, 1);
      SliceDevice slice = new SliceDevice(device, new Region(1024, 2048));

      byte[] bytes = Content.fill(slice, 2);
      slice.zero(new Region(0, 512));
      Arrays.fill(bytes, 0, 512, (byte) 0);

      System.arraycopy(bytes, 0, expected, 1024, 2048);
      assertThat(Content.readAll(device)).isEqualTo(expected);
    }
  }

  @Test
  void leavesTheDeviceBelowOpen() throws DeviceException {
    try (MemoryDevice device = new MemoryDevice("memory", 8192, 512)) {
      new SliceDevice(device, new Region(0, 512)).close();

      assertThat(Content.readAll(device)).hasSize(8192);
    }
  }

  @Test
  void tellsFailuresByTheirPlaceBelow() {
    try (MemoryDevice device = new MemoryDevice("memory", 8192, 512)) {
      FaultyDevice faulty =
          new FaultyDevice(device).failAt(Operation.READ, new Region(1024, 512), Fault.eio());
      SliceDevice slice = new SliceDevice(faulty, new Region(1024, 2048));

      assertThatThrownBy(() -> Content.read(slice, 0, 512))
          .hasMessage("read memory @1024+512: EIO (Input/output error)");
    }
  }

  @Test
  void isOfWholeSectorsInsideTheDevice() {
    try (MemoryDevice device = new MemoryDevice("memory", 8192, 512)) {
      Region odd = new Region(0, 100);
      Region beyond = new Region(512, 8192);

      assertThatThrownBy(() -> new SliceDevice(device, odd))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new SliceDevice(device, beyond))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
