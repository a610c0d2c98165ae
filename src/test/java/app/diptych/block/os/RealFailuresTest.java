package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Region;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Failures that a real system gives, and what it tells of its disks.
final class RealFailuresTest {
  private static final int SIZE = 1 << 20;

  @TempDir Path folder;

  /// A file system in memory for one test.
  private record Mount(Path path) implements AutoCloseable {
    static Mount of(Path path, String options) throws Exception {
      Peers.requireRoot();
      Peers.require("mount");
      Files.createDirectory(path);
      Peers.run("mount", "-t", "tmpfs", "-o", options, "diptych-test", path.toString());
      return new Mount(path);
    }

    @Override
    public void close() {
      Peers.run("umount", path.toString());
    }
  }

  @Test
  void aReadOnlyDiskIsNotOpenedForWriting() throws Exception {
    Path file = Files.write(folder.resolve("fixed.img"), new byte[SIZE]);
    try (LoopDevice loop = LoopDevice.readOnly(file, 512)) {
      assertThatThrownBy(() -> RawDevice.open(loop.path(), OpenOptions.TARGET))
          .isInstanceOf(DeviceException.ReadOnly.class)
          .hasMessage("open " + loop + ": the device is read-only");
      assertThatThrownBy(() -> RawDevice.open(loop.path(), OpenOptions.LIVE))
          .isInstanceOf(DeviceException.ReadOnly.class);
    }
  }

  @Test
  void aDiskThatTurnsReadOnlyRefusesWritesUntouched() throws Exception {
    Peers.require("blockdev");
    try (LoopDevice loop = LoopDevice.create(folder, SIZE, 512);
        RawDevice device = RawDevice.open(loop.path(), OpenOptions.TARGET)) {
      Peers.run("blockdev", "--setro", loop.path().toString());
      try {
        assertThatThrownBy(() -> Content.write(device, 0, new byte[512]))
            .isInstanceOf(DeviceException.ReadOnly.class)
            .hasMessage("write " + loop + " @0+512: the device is read-only");
      } finally {
        // The kernel keeps it beyond the detaching, for whoever gets this number next.
        Peers.run("blockdev", "--setrw", loop.path().toString());
      }
    }
  }

  @Test
  void anExclusiveDiskHasOneHolder() throws Exception {
    try (LoopDevice loop = LoopDevice.create(folder, SIZE, 512)) {
      try (RawDevice first = RawDevice.open(loop.path(), OpenOptions.TARGET)) {
        assertThatThrownBy(() -> RawDevice.open(loop.path(), OpenOptions.TARGET))
            .isInstanceOf(DeviceException.Busy.class)
            .hasMessage("open " + first.name() + ": EBUSY (Device or resource busy)");
        RawDevice.open(loop.path(), OpenOptions.READ).close();
      }
      RawDevice.open(loop.path(), OpenOptions.TARGET).close();
    }
  }

  @Test
  void aDiskKnowsWhoItIs() throws Exception {
    try (LoopDevice loop = LoopDevice.create(folder, SIZE, 4096);
        RawDevice device = RawDevice.open(loop.path(), OpenOptions.READ)) {
      FileStatus status = FileStatus.of(loop.path()).orElseThrow();

      assertThat(status.kind()).isEqualTo(FileKind.BLOCK_DEVICE);
      assertThat(status.major()).isEqualTo(7);
      assertThat(loop.path()).hasToString("/dev/loop" + status.minor());
      assertThat(status.inode()).isZero();
      assertThat(device.identity())
          .isEqualTo(
              new Identity(status.kind(), 7, status.minor(), 0, device.identity().diskseq(), SIZE));
      assertThat(device.identity().diskseq()).isPresent();
      assertThat(device.allocatedBytes()).isEqualTo(SIZE);
      assertThat(device.geometry().sectorSize()).isEqualTo(4096);
    }
  }

  @Test
  void nothingIsKnownOfADisksHoles() throws Exception {
    try (LoopDevice loop = LoopDevice.create(folder, SIZE, 512);
        RawDevice device = RawDevice.open(loop.path(), OpenOptions.READ)) {
      Region region = device.geometry().region();

      assertThat(device.extents(region)).containsExactly(new Extent(region, Extent.Kind.DATA));
    }
  }

  @Test
  void aDiskThatEndsInsideASectorIsNotOpened() throws Exception {
    try (LoopDevice loop = LoopDevice.create(folder, 12_800, 4096)) {
      assertThatThrownBy(() -> RawDevice.open(loop.path(), OpenOptions.READ))
          .isInstanceOf(DeviceException.OddSize.class)
          .hasMessage("open " + loop + ": its 12800 bytes are no whole number of sectors of 4096");
    }
  }

  @Test
  void anUnreadableSectorIsAnInputOutputError() throws Exception {
    try (LoopDevice loop = LoopDevice.create(folder, SIZE, 512);
        RawDevice device = RawDevice.open(loop.path(), OpenOptions.READ)) {
      try (RandomAccessFile file = new RandomAccessFile(loop.backingFile().toFile(), "rw")) {
        file.setLength(4096);
      }

      assertThatThrownBy(() -> Content.read(device, 8192, 512))
          .isInstanceOf(DeviceException.Unknown.class)
          .hasMessage("read " + loop + " @8192+512: EIO (Input/output error)");
    }
  }

  @Test
  void aDeviceThatIsGoneIsDisconnected() throws Exception {
    Peers.requireRoot();
    Peers.require("mknod");
    Path node = Path.of("/dev", "diptych-test-" + ProcessHandle.current().pid());
    // 240 is of the numbers for local use, to which no driver answers.
    Peers.run("mknod", node.toString(), "b", "240", "77");
    try {
      assertThatThrownBy(() -> RawDevice.open(node, OpenOptions.READ))
          .isInstanceOf(DeviceException.Disconnected.class)
          .hasMessage("open " + node + ": ENXIO (No such device or address)");
    } finally {
      Files.delete(node);
    }
  }

  @Test
  void aFullFileSystemHasNoSpace() throws Exception {
    try (Mount full = Mount.of(folder.resolve("full"), "size=1m");
        RawDevice device =
            RawDevice.create(full.path().resolve("disk.img"), 8 * SIZE, OpenOptions.TARGET)) {
      assertThatThrownBy(() -> Content.fill(device, 1))
          .isInstanceOf(DeviceException.NoSpace.class)
          .hasMessageStartingWith("write " + device.name() + " @0+8388608: ENOSPC (");
    }
  }

  @Test
  void aReadOnlyFileSystemTakesNoTarget() throws Exception {
    try (Mount mount = Mount.of(folder.resolve("fixed"), "size=8m")) {
      Path path = Files.write(mount.path().resolve("disk.img"), new byte[SIZE]);
      Peers.run("mount", "-o", "remount,ro", mount.path().toString());

      assertThatThrownBy(() -> RawDevice.open(path, OpenOptions.TARGET))
          .isInstanceOf(DeviceException.ReadOnly.class)
          .hasMessage("open " + path + ": the device is read-only");
      RawDevice.open(path, OpenOptions.READ).close();
      Path other = mount.path().resolve("other.img");
      assertThatThrownBy(() -> RawDevice.create(other, SIZE, OpenOptions.TARGET))
          .isInstanceOf(DeviceException.ReadOnly.class);
    }
  }

  @Test
  void whoHasNoRightsIsDenied() throws Exception {
    Peers.requireRoot();
    Peers.require("chattr");
    Path path = Files.write(folder.resolve("fixed.img"), new byte[SIZE]);
    // Root may write whatever its mode; but not what may not be changed at all.
    Peers.run("chattr", "+i", path.toString());
    try {
      assertThatThrownBy(() -> RawDevice.open(path, OpenOptions.TARGET))
          .isInstanceOf(DeviceException.Denied.class)
          .hasMessage("open " + path + ": EPERM (Operation not permitted)");
    } finally {
      Peers.run("chattr", "-i", path.toString());
    }
  }

  @Test
  void diskAndCacheAgreeAfterDropping() throws Exception {
    try (LoopDevice loop = LoopDevice.create(folder, SIZE, 512);
        RawDevice device = RawDevice.open(loop.path(), OpenOptions.TARGET)) {
      byte[] bytes = Content.fill(device, 1);
      device.flush();
      device.dropCache();

      assertThat(Content.readAll(device)).isEqualTo(bytes);
      assertThat(loop.backingFile()).satisfies(Content.of(bytes));
      assertThat(loop.path()).satisfies(Content.of(bytes));
    }
  }
}
