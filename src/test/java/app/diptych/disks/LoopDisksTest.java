package app.diptych.disks;

import static app.diptych.disks.FakeMachine.isUnder;
import static app.diptych.disks.FakeMachine.mount;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks that are made of files, and which mappings are none.
final class LoopDisksTest {
  private static final long GIB = 1L << 30;

  private FakeMachine machine;

  @BeforeEach
  void setUp(@TempDir Path directory) {
    machine = new FakeMachine(directory);
  }

  @Test
  void aLoopDeviceUsesTheDiskOfItsFile() {
    FakeMachine.Block home = machine.sata(1).partition("sda1", GIB, GIB);
    machine.mount(home.number, "/home", "ext4", "/dev/sda1");
    FakeMachine.Block loop =
        machine.mapping("loop7", GIB).with("loop/backing_file", "/home/me/disk.img");
    FakeMachine.Block inner = loop.partition("loop7p1", 1 << 20, GIB >> 1);
    machine.mount(inner.number, "/mnt", "vfat", "/dev/loop7p1");

    Disk disk = machine.list("sda");
    Disk image = machine.list("loop7");

    assertThat(disk.allUses())
        .containsExactly(
            mount("/dev/sda1", "/home"),
            new Use.Held("/dev/sda1", Use.HolderKind.LOOP, "/dev/loop7 (/home/me/disk.img)"),
            mount("/dev/loop7p1", "/mnt"));
    assertThat(isUnder(disk, image)).isTrue();
    assertThat(isUnder(image, disk)).isFalse();
    assertThat(image.backingFile()).contains(Path.of("/home/me/disk.img"));
    assertThat(image.title()).isEqualTo("disk.img");
  }

  @Test
  void mappingsThatAreNotInUseAreNotListed() {
    machine.mapping("loop0", 0);
    machine.mapping("loop1", GIB); // detached at this moment, its size not yet gone
    machine.mapping("md127", 0).with("md/level", "container");
    machine.mapping("nbd0", 0);
    machine.mapping("nbd1", GIB);

    assertThat(machine.names()).containsExactly("nbd1");
  }

  @Test
  void aLoopDeviceOverADeletedFileStillUsesItsDisk() {
    machine.mount(machine.sata(1).number, "/", "ext4", "/dev/root");
    machine.mapping("loop0", GIB).with("loop/backing_file", "/tmp/disk.img (deleted)");

    assertThat(isUnder(machine.list("sda"), machine.list("loop0"))).isTrue();
    assertThat(machine.list("loop0").title()).isEqualTo("disk.img (deleted)");
  }

  @Test
  void aLoopDeviceOverADiskHoldsThatDisk() {
    machine.mount(machine.sata(1).number, "/", "ext4", "/dev/root");
    machine.sata(2);
    machine.mapping("loop0", GIB).with("loop/backing_file", "/dev/sdb");

    assertThat(machine.list("sdb").uses())
        .containsExactly(new Use.Held("/dev/sdb", Use.HolderKind.LOOP, "/dev/loop0 (/dev/sdb)"));
    assertThat(machine.list("sda").uses()).hasSize(1);
  }

  @Test
  void theLaterOfTwoMountsOnOnePlaceHidesTheEarlier() {
    machine.mount(machine.sata(1).number, "/srv", "ext4", "/dev/sda");
    machine.mount(machine.sata(2).number, "/srv", "ext4", "/dev/sdb");
    machine.mapping("loop0", GIB).with("loop/backing_file", "/srv/disk.img");

    assertThat(isUnder(machine.list("sda"), machine.list("loop0"))).isFalse();
    assertThat(isUnder(machine.list("sdb"), machine.list("loop0"))).isTrue();
  }

  @Test
  void memoryIsNoDisk() {
    machine.mapping("zram0", GIB);
    machine.mapping("ram0", GIB);
    machine.swap("/dev/zram0", "partition");

    assertThat(machine.names()).isEmpty();
  }
}
