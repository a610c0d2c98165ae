package app.diptych.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What every device refuses, and leaves everything as it was.
abstract class RefusalContract extends DeviceFixture {
  @Test
  void refusesBuffersOfPartOfASector() throws Exception {
    BlockDevice device = open(MANY);
    byte[] bytes = Content.fill(device, 1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment part = arena.allocate(sectorSize() - 1L, 4096);
      MemorySegment more = arena.allocate(sectorSize() + 1L, 4096);

      assertRefused(() -> device.write(0, part));
      assertRefused(() -> device.write(0, part, more));
      assertRefused(() -> device.read(0, part));
      assertRefused(() -> device.read(0, more, part));
    }
    assertThat(Content.readAll(device)).isEqualTo(bytes);
  }

  @Test
  void refusesWhatBeginsInsideASector() throws Exception {
    BlockDevice device = open(MANY);
    byte[] bytes = Content.fill(device, 1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sector = arena.allocate(sectorSize(), 4096);
      Region odd = new Region(1, sectorSize());
      Region shortRegion = new Region(0, sectorSize() - 1);

      assertRefused(() -> device.write(1, sector));
      assertRefused(() -> device.read(sectorSize() - 1, sector));
      assertRefused(() -> device.zero(odd));
      assertRefused(() -> device.trim(shortRegion));
      assertRefused(() -> device.extents(odd));
    }
    assertThat(Content.readAll(device)).isEqualTo(bytes);
  }

  @Test
  void refusesMemoryOfTheHeap() throws Exception {
    BlockDevice device = open(MANY);
    MemorySegment heap = MemorySegment.ofArray(new byte[sectorSize()]);

    assertRefused(() -> device.write(0, heap));
    assertRefused(() -> device.read(0, heap));
  }

  @Test
  void refusesWhatLiesOutside() throws Exception {
    BlockDevice device = open(MANY);
    byte[] bytes = Content.fill(device, 1);
    long size = device.geometry().size();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment two = arena.allocate(2L * sectorSize(), 4096);
      Region beyond = new Region(size - sectorSize(), 2L * sectorSize());
      long farthest = Long.MAX_VALUE - Long.MAX_VALUE % sectorSize();

      assertOutside(() -> device.write(size - sectorSize(), two));
      assertOutside(() -> device.write(-sectorSize(), two));
      assertOutside(() -> device.read(size, two));
      assertOutside(() -> device.read(farthest, two));
      assertOutside(() -> device.zero(beyond));
      assertOutside(() -> device.trim(beyond));
      assertOutside(() -> device.extents(beyond));
    }
    assertThat(Content.readAll(device)).isEqualTo(bytes);
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertOutside(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void takesNoWritesWhenReadOnly() throws Exception {
    byte[] bytes = Content.random(1, 9 * sectorSize());
    BlockDevice device = openReadOnly(bytes);
    Region sector = new Region(0, sectorSize());

    assertThat(device.geometry().isReadOnly()).isTrue();
    assertThatThrownBy(() -> Content.write(device, 0, new byte[sectorSize()]))
        .isInstanceOf(DeviceException.ReadOnly.class)
        .hasMessage("write " + device.name() + " " + sector + ": the device is read-only");
    assertThatThrownBy(() -> device.zero(sector)).isInstanceOf(DeviceException.ReadOnly.class);
    assertThatThrownBy(() -> device.trim(sector)).isInstanceOf(DeviceException.ReadOnly.class);
    device.flush();
    assertThat(device.extents(sector)).hasSize(1);
    assertThat(Content.readAll(device)).isEqualTo(bytes);
  }

  @Test
  void doesNothingOnceItIsClosed() throws Exception {
    BlockDevice device = open(MANY);
    Region sector = new Region(0, sectorSize());

    device.close();
    device.close();

    assertClosed(() -> Content.read(device, 0, sectorSize()));
    assertClosed(() -> Content.write(device, 0, new byte[sectorSize()]));
    assertClosed(device::flush);
    assertClosed(() -> device.zero(sector));
    assertClosed(() -> device.trim(sector));
    assertClosed(() -> device.extents(sector));
    assertThat(device.geometry().sectorCount()).isEqualTo(MANY);
  }

  private static void assertClosed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(DeviceException.Disconnected.class)
        .hasMessageEndingWith(": closed");
  }
}
