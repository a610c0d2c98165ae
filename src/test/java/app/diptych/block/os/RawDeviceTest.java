package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Durability;
import app.diptych.block.Extent;
import app.diptych.block.Region;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a raw device makes of a system that does less than it was asked, or nothing.
final class RawDeviceTest {
  private static final int SIZE = 1 << 20;

  @TempDir Path folder;

  private RawDevice image(UnaryOperator<OpenFile> before) throws DeviceException {
    return image(before, OpenOptions.TARGET);
  }

  private RawDevice image(UnaryOperator<OpenFile> before, OpenOptions options)
      throws DeviceException {
    return RawDevice.create(new FakeSystem(before), folder.resolve("disk.img"), SIZE, options);
  }

  @Test
  void shortTransfersAreContinued() throws Exception {
    UnaryOperator<OpenFile> stutter =
        file ->
            new PassingFile(file) {
              @Override
              public long read(MemorySegment buffer, long offset) throws SystemFailure {
                return super.read(first(buffer), offset);
              }

              @Override
              public long write(MemorySegment buffer, long offset) throws SystemFailure {
                return super.write(first(buffer), offset);
              }

              private static MemorySegment first(MemorySegment buffer) {
                return buffer.asSlice(0, Math.min(buffer.byteSize(), 69_632));
              }
            };
    try (RawDevice device = image(stutter)) {
      byte[] bytes = Content.fill(device, 1);

      assertThat(Content.readAll(device)).isEqualTo(bytes);
    }
  }

  @Test
  void transfersMayEndInsideASector() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    UnaryOperator<OpenFile> stutter =
        file ->
            new PassingFile(file) {
              @Override
              public long read(MemorySegment buffer, long offset) throws SystemFailure {
                long read = super.read(buffer, offset);
                return calls.getAndIncrement() == 0 ? 4096 + 100 : read;
              }
            };
    try (RawDevice device = image(stutter)) {
      byte[] bytes = Content.fill(device, 1);

      assertThat(Content.readAll(device)).isEqualTo(bytes);
    }
  }

  @Test
  void interruptedCallsAreRepeated() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    UnaryOperator<OpenFile> signals =
        file ->
            new PassingFile(file) {
              private void signal() throws SystemFailure {
                if (calls.getAndIncrement() % 3 != 2) {
                  throw new SystemFailure(Errno.EINTR);
                }
              }

              @Override
              public long read(MemorySegment buffer, long offset) throws SystemFailure {
                signal();
                return super.read(buffer, offset);
              }

              @Override
              public long write(MemorySegment buffer, long offset) throws SystemFailure {
                signal();
                return super.write(buffer, offset);
              }

              @Override
              public void sync() throws SystemFailure {
                signal();
                super.sync();
              }

              @Override
              public boolean zero(Region region) throws SystemFailure {
                signal();
                return super.zero(region);
              }

              @Override
              public void discard(Region region) throws SystemFailure {
                signal();
                super.discard(region);
              }
            };
    try (RawDevice device = image(signals)) {
      Content.fill(device, 1);
      device.flush();
      device.zero(device.geometry().region());
      device.trim(device.geometry().region());

      assertThat(Content.readAll(device)).isEqualTo(new byte[SIZE]);
    }
  }

  @Test
  void zerosAreWrittenWhereTheSystemHasNoBetterWay() throws Exception {
    UnaryOperator<OpenFile> plain =
        file ->
            new PassingFile(file) {
              @Override
              public boolean zero(Region region) {
                return false;
              }
            };
    try (RawDevice device = image(plain)) {
      byte[] expected = Content.fill(device, 1);

      device.zero(new Region(512, SIZE - 1536));

      java.util.Arrays.fill(expected, 512, SIZE - 1024, (byte) 0);
      assertThat(Content.readAll(device)).isEqualTo(expected);
    }
  }

  @Test
  void zerosAreDurableWhereWritesAre() throws Exception {
    AtomicInteger syncs = new AtomicInteger();
    UnaryOperator<OpenFile> counting =
        file ->
            new PassingFile(file) {
              @Override
              public void sync() {
                syncs.incrementAndGet();
              }
            };
    try (RawDevice device =
        image(counting, new OpenOptions(true, Sharing.NOBODY, Durability.ON_WRITE))) {
      device.zero(new Region(0, 512));
    }
    assertThat(syncs).hasValue(1);
  }

  @Test
  void aReadThatMeetsTheEndEarlyEnds() throws Exception {
    Path path = folder.resolve("cut.img");
    Files.write(path, new byte[SIZE]);
    try (RawDevice device = RawDevice.open(path, OpenOptions.LIVE)) {
      Files.write(path, new byte[4096]);

      assertThatThrownBy(() -> Content.readAll(device))
          .isInstanceOf(DeviceException.CutShort.class)
          .hasMessage("read " + path + " @0+1048576: it ends at byte 4096");
      assertThatThrownBy(() -> Content.read(device, 65536, 512))
          .as("behind the end")
          .hasMessage("read " + path + " @65536+512: it ends at byte 4096");
    }
  }

  @Test
  void aWriteThatWritesNothingEnds() throws Exception {
    UnaryOperator<OpenFile> idle =
        file ->
            new PassingFile(file) {
              @Override
              public long write(MemorySegment buffer, long offset) {
                return 0;
              }
            };
    try (RawDevice device = image(idle)) {
      assertThatThrownBy(() -> Content.write(device, 0, new byte[512]))
          .isInstanceOf(DeviceException.CutShort.class)
          .hasMessageEndingWith("@0+512: it ends at byte 0");
    }
  }

  @Test
  void nothingIsSaidToBeUntouchedOnceAPartWasWritten() throws Exception {
    UnaryOperator<OpenFile> protectedLater =
        file ->
            new PassingFile(file) {
              @Override
              public long write(MemorySegment buffer, long offset) throws SystemFailure {
                if (offset >= 4096) {
                  throw new SystemFailure(Errno.EPERM);
                }
                return super.write(buffer.asSlice(0, 4096), offset);
              }
            };
    try (RawDevice device = image(protectedLater)) {
      assertThatThrownBy(() -> Content.write(device, 4096, new byte[512]))
          .isInstanceOf(DeviceException.ReadOnly.class);
      assertThatThrownBy(() -> Content.write(device, 0, new byte[8192]))
          .isInstanceOf(DeviceException.Unknown.class)
          .hasMessageEndingWith("@0+8192: EPERM (Operation not permitted)");
    }
  }

  @Test
  void whereHolesAreNotKnownAllIsData() throws Exception {
    UnaryOperator<OpenFile> blind =
        file ->
            new PassingFile(file) {
              @Override
              public OptionalLong nextData(long offset) throws SystemFailure {
                throw new SystemFailure(Errno.EINVAL);
              }
            };
    try (RawDevice device = image(blind)) {
      Region region = new Region(512, 2048);

      assertThat(device.extents(region)).containsExactly(new Extent(region, Extent.Kind.DATA));
    }
  }

  @Test
  void failuresOfOtherOperationsAreToldAsTheirs() throws Exception {
    UnaryOperator<OpenFile> broken =
        file ->
            new PassingFile(file) {
              @Override
              public OptionalLong nextData(long offset) throws SystemFailure {
                throw new SystemFailure(Errno.EIO);
              }

              @Override
              public boolean zero(Region region) throws SystemFailure {
                throw new SystemFailure(Errno.ENOSPC);
              }

              @Override
              public void discard(Region region) throws SystemFailure {
                throw new SystemFailure(Errno.ENODEV);
              }

              @Override
              public OptionalLong diskseq() throws SystemFailure {
                throw new SystemFailure(Errno.EIO);
              }
            };
    try (RawDevice device = image(broken)) {
      Region region = new Region(0, 512);

      assertThatThrownBy(() -> device.extents(region))
          .hasMessage("extents " + device.name() + " @0+512: EIO (Input/output error)");
      assertThatThrownBy(() -> device.zero(region)).isInstanceOf(DeviceException.NoSpace.class);
      assertThatThrownBy(() -> device.trim(region))
          .isInstanceOf(DeviceException.Disconnected.class)
          .hasMessageStartingWith("trim ");
      assertThatThrownBy(device::identity)
          .hasMessage("open " + device.name() + ": EIO (Input/output error)");
    }
  }

  @Test
  void closesAllItOpened() throws Exception {
    FakeSystem system = new FakeSystem(file -> file);
    Path path = folder.resolve("disk.img");

    RawDevice device = RawDevice.create(system, path, SIZE, OpenOptions.TARGET);
    assertThat(system.openFiles()).isPositive();
    device.close();
    device.close();

    assertThat(system.openFiles()).isZero();
  }
}
