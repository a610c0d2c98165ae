package app.diptych.disks;

import static app.diptych.disks.FakeMachine.isUnder;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.LoopDevice;
import app.diptych.Peers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The inventory on the machine that runs the tests.
final class RealDisksTest {
  private static final long SIZE = 64 << 20;

  private static Disk list(LoopDevice loop) {
    return DiskInventory.ofThisMachine().list().stream()
        .filter(disk -> disk.path().equals(loop.toString()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aLoopDeviceIsAVirtualDisk(@TempDir Path directory) {
    Disk listed;
    Path file;
    try (LoopDevice loop = LoopDevice.create(directory, SIZE, 4096)) {
      listed = list(loop);
      file = loop.backingFile();
    }

    assertThat(listed.size()).isEqualTo(SIZE);
    assertThat(listed.sectors().logical()).isEqualTo(4096);
    assertThat(listed.backingFile()).contains(file);
    assertThat(listed.title()).isEqualTo(file.getFileName().toString());
    assertThat(listed.hardware().transport()).isEqualTo(Transport.VIRTUAL);
    assertThat(listed.isReadOnly()).isFalse();
    assertThat(listed.isSystem()).isFalse();
    assertThat(listed.allUses()).isEmpty();
    assertThat(listed.inaccessible()).isEmpty();
  }

  @Test
  void aReadOnlyLoopDeviceIsReadOnly(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("disk.img"), new byte[1 << 20]);
    try (LoopDevice loop = LoopDevice.readOnly(file, 512)) {
      assertThat(list(loop).isReadOnly()).isTrue();
    }
  }

  @Test
  @Timeout(240)
  void aDetachedLoopDeviceIsNotListed(@TempDir Path directory) {
    Path file;
    try (LoopDevice loop = LoopDevice.create(directory, SIZE, 512)) {
      file = loop.backingFile();
    }

    // While somebody else has it open for an instant, as udev does, the kernel keeps it attached.
    Await.until("it is not listed", () -> !isListed(file));
  }

  private static boolean isListed(Path backingFile) {
    return DiskInventory.ofThisMachine().list().stream()
        .anyMatch(disk -> disk.backingFile().filter(backingFile::equals).isPresent());
  }

  @Test
  void aMountIsSeenAndGoes(@TempDir Path directory) throws IOException {
    Peers.require("mkfs.ext4");
    Path mountPoint = Files.createDirectory(directory.resolve("a b"));
    try (LoopDevice loop = LoopDevice.create(directory, SIZE, 4096)) {
      Peers.run("mkfs.ext4", "-q", "-F", loop.toString());
      Peers.run("mount", loop.toString(), mountPoint.toString());
      Disk mounted;
      try {
        mounted = list(loop);
      } finally {
        Peers.run("umount", mountPoint.toString());
      }

      assertThat(mounted.uses()).containsExactly(new Use.Mount(loop.toString(), mountPoint, false));
      assertThat(mounted.fileSystem()).contains("ext4");
      assertThat(mounted.isSystem()).isFalse();
      assertThat(list(loop).uses()).isEmpty();
    }
  }

  @Test
  void aDiskOnADiskIsSeenFromBelow(@TempDir Path directory) throws IOException {
    Peers.require("mkfs.ext4");
    Path mountPoint = Files.createDirectory(directory.resolve("mounted"));
    try (LoopDevice lower = LoopDevice.create(directory, SIZE, 512)) {
      Peers.run("mkfs.ext4", "-q", "-F", lower.toString());
      Peers.run("mount", lower.toString(), mountPoint.toString());
      try (LoopDevice upper = LoopDevice.create(mountPoint, 1 << 20, 512)) {
        Disk listed = list(lower);

        assertThat(listed.uses())
            .contains(
                new Use.Held(
                    lower.toString(),
                    Use.HolderKind.LOOP,
                    upper + " (" + upper.backingFile() + ")"));
        assertThat(isUnder(listed, list(upper))).isTrue();
        assertThat(isUnder(list(upper), listed)).isFalse();
      } finally {
        Peers.run("umount", mountPoint.toString());
      }
    }
  }

  @Test
  void partitionsAreSeen(@TempDir Path directory) {
    Peers.require("sgdisk");
    Peers.require("partx");
    try (LoopDevice loop = LoopDevice.create(directory, SIZE, 512)) {
      Peers.run("sgdisk", "-n", "1:2048:+16M", "-n", "2:0:0", "-c", "2:second", loop.toString());
      Peers.run("partx", "--add", loop.toString());
      List<Partition> partitions;
      List<Disk> disks;
      try {
        disks = DiskInventory.ofThisMachine().list();
        partitions = list(loop).partitions();
      } finally {
        Peers.run("partx", "--delete", loop.toString());
      }

      assertThat(partitions).extracting(Partition::path).containsExactly(loop + "p1", loop + "p2");
      assertThat(partitions.getFirst().offset()).isEqualTo(1 << 20);
      assertThat(partitions.getFirst().size()).isEqualTo(16 << 20);
      assertThat(DiskInventory.diskOf(partitions.getLast().deviceNumber(), disks))
          .map(Disk::path)
          .contains(loop.toString());
    }
  }

  @Test
  void whatIsSaidOfThisMachinesDisksIsTrue() {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/sys/block")), "not tested here: needs Linux");

    List<Disk> hardware =
        DiskInventory.ofThisMachine().list().stream()
            .filter(disk -> disk.hardware().transport() != Transport.VIRTUAL && disk.size() > 0)
            .toList();

    for (Disk disk : hardware) {
      Path sys = Path.of("/sys/block", disk.name());
      assertThat(new Attributes(sys).text("dev")).contains(disk.deviceNumber().toString());
      assertThat(disk.inaccessible().isEmpty()).isEqualTo(canBeOpened(Path.of(disk.path())));
    }
  }

  private static boolean canBeOpened(Path node) {
    try (var _ = FileChannel.open(node, StandardOpenOption.READ)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
