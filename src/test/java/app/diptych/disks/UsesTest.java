package app.diptych.disks;

import static app.diptych.disks.FakeMachine.isUnder;
import static app.diptych.disks.FakeMachine.mount;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who stands on a disk, through all layers, and whether the running system does.
final class UsesTest {
  private static final long GIB = 1L << 30;

  private FakeMachine machine;

  @BeforeEach
  void setUp(@TempDir Path directory) {
    machine = new FakeMachine(directory);
  }

  @Test
  void nobodyStandsOnAFreshDisk() {
    machine.sata(1).partition("sda1", GIB, GIB);

    Disk disk = machine.list("sda");

    assertThat(disk.allUses()).isEmpty();
    assertThat(disk.isSystem()).isFalse();
    assertThat(disk.partitions().getFirst().fileSystem()).isEmpty();
  }

  @Test
  void aMountIsTheUseOfItsPartition() {
    FakeMachine.Block data = machine.sata(1).partition("sda1", GIB, GIB);
    machine.mount("1", data.number + " / /srv/my\\040data ro,relatime", "ext4", "/dev/sda1 ro");

    Disk disk = machine.list("sda");

    Use use = new Use.Mount("/dev/sda1", Path.of("/srv/my data"), true);
    assertThat(disk.uses()).isEmpty();
    assertThat(disk.partitions().getFirst().uses()).containsExactly(use);
    assertThat(disk.partitions().getFirst().fileSystem()).contains("ext4");
    assertThat(disk.allUses()).containsExactly(use);
    assertThat(disk.isSystem()).isFalse();
  }

  @Test
  void aMountThatAloneIsReadOnlyIsWrittenToElsewhere() {
    FakeMachine.Block disk = machine.sata(1);
    machine.sata(2).withUdev("ID_FS_TYPE", "zfs_member").withUdev("ID_FS_LABEL", "tank");
    machine.mount("self", disk.number + " / /host ro,relatime", "ext4", "/dev/sda rw");
    machine.mount("self", "0:45 / /tank ro,relatime", "zfs", "tank/data ro");

    assertThat(machine.list("sda").uses()).containsExactly(mount("/dev/sda", "/host"));
    assertThat(machine.list("sdb").uses()).containsExactly(mount("/dev/sdb", "/tank"));
  }

  private FakeMachine.Block path(int host, String wwn) {
    String name = "host" + host + "/target" + host + ":0:0/" + host + ":0:0:1";
    return machine
        .disk("sd" + (char) ('a' + host), "pci0000:00/0000:03:00.0/" + name, 100 * GIB)
        .withUdev("ID_SCSI_SERIAL", "6000d31")
        .withUdev("ID_WWN_WITH_EXTENSION", wwn);
  }

  @Test
  void whoStandsOnADiskStandsOnAllWaysToIt() {
    FakeMachine.Block root = path(0, "0x600").partition("sda1", GIB, GIB);
    path(1, "0x600");
    path(2, "0x601");
    machine.mount(root.number, "/", "ext4", "/dev/sda1");

    assertThat(machine.list("sdb").allUses())
        .containsExactly(
            new Use.Held("/dev/sdb", Use.HolderKind.WAY, "/dev/sda"), mount("/dev/sda1", "/"));
    assertThat(machine.list("sdb").isSystem()).isTrue();
    assertThat(machine.list("sda").uses()).isEmpty();
    assertThat(machine.list("sdc").allUses()).isEmpty();
    assertThat(machine.list("sdc").isSystem()).isFalse();
  }

  @Test
  void waysThatAreOneAreNotToldOfEachOther() {
    FakeMachine.Block multipath = machine.mapped("dm-0", "mpatha", "mpath-3600", GIB);
    path(0, "0x600").heldBy(multipath);
    path(1, "0x600").heldBy(multipath);
    machine.mount(multipath.number, "/srv", "xfs", "/dev/mapper/mpatha");

    assertThat(machine.list("sdb").allUses())
        .containsExactly(
            new Use.Held("/dev/sdb", Use.HolderKind.OTHER, "/dev/dm-0 (mpatha)"),
            mount("/dev/dm-0", "/srv"));
  }

  @Test
  void raidUnderCryptUnderLvmAsRoot() {
    FakeMachine.Block volume =
        machine.mapped("dm-1", "vg0-root", "LVM-" + "a".repeat(64), 40 * GIB);
    FakeMachine.Block swap = machine.mapped("dm-2", "vg0-swap", "LVM-" + "b".repeat(64), GIB);
    FakeMachine.Block crypt =
        machine
            .mapped("dm-0", "luks-1f", "CRYPT-LUKS2-1f00-luks-1f", 98 * GIB)
            .heldBy(volume, swap);
    FakeMachine.Block array =
        machine.mapping("md127", 98 * GIB).with("md/level", "raid1").heldBy(crypt);
    machine
        .sata(1)
        .partition("sda2", GIB, 98 * GIB)
        .withUdev("ID_FS_TYPE", "linux_raid_member")
        .heldBy(array);
    machine.sata(2).partition("sdb2", GIB, 98 * GIB).heldBy(array);
    machine
        .mount(volume.number, "/", "ext4", "/dev/mapper/vg0-root")
        .swap("/dev/dm-2", "partition");

    for (String name : List.of("sda", "sdb")) {
      Disk disk = machine.list(name);
      assertThat(disk.allUses())
          .containsExactly(
              new Use.Held("/dev/" + name + "2", Use.HolderKind.RAID, "/dev/md127"),
              new Use.Held("/dev/md127", Use.HolderKind.CRYPT, "/dev/dm-0 (luks-1f)"),
              new Use.Held("/dev/dm-0", Use.HolderKind.LVM, "/dev/dm-1 (vg0-root)"),
              mount("/dev/dm-1", "/"),
              new Use.Held("/dev/dm-0", Use.HolderKind.LVM, "/dev/dm-2 (vg0-swap)"),
              new Use.Swap("/dev/dm-2"));
      assertThat(disk.isSystem()).isTrue();
      assertThat(isUnder(disk, machine.list("dm-1"))).isTrue();
      assertThat(isUnder(disk, machine.list("md127"))).isTrue();
    }
    assertThat(machine.names()).containsExactly("dm-0", "dm-1", "dm-2", "md127", "sda", "sdb");
    assertThat(machine.list("dm-1").title()).isEqualTo("vg0-root");
    assertThat(machine.list("dm-1").isSystem()).isTrue();
    assertThat(isUnder(machine.list("dm-1"), machine.list("sda"))).isFalse();
    assertThat(machine.list("md127").title()).isEqualTo("raid1");
    assertThat(machine.list("md127").hardware().transport()).isEqualTo(Transport.VIRTUAL);
  }

  @Test
  void theInnerPartsOfALogicalVolumeAreNoDisks() {
    String uuid = "LVM-" + "a".repeat(64);
    machine.mapped("dm-0", "vg0-thin_tdata", uuid + "-tdata", GIB);
    machine.mapped("dm-1", "vg0-thin", uuid, GIB);

    assertThat(machine.names()).containsExactly("dm-1");
  }

  @Test
  void kindsOfMappings() {
    FakeMachine.Block multipath = machine.mapped("dm-0", "mpatha", "mpath-3600", GIB);
    FakeMachine.Block cryptPart = machine.mapped("dm-1", "c-part1", "part1-CRYPT-PLAIN-c", GIB);
    FakeMachine.Block firmwareRaid = machine.mapped("dm-2", "isw_a", "DMRAID-isw_a", GIB);
    FakeMachine.Block nameless = machine.mapping("bcache0", GIB);
    machine.sata(1).heldBy(multipath, cryptPart, firmwareRaid, nameless);

    assertThat(machine.list("sda").uses())
        .containsExactlyInAnyOrder(
            new Use.Held("/dev/sda", Use.HolderKind.OTHER, "/dev/dm-0 (mpatha)"),
            new Use.Held("/dev/sda", Use.HolderKind.CRYPT, "/dev/dm-1 (c-part1)"),
            new Use.Held("/dev/sda", Use.HolderKind.RAID, "/dev/dm-2 (isw_a)"),
            new Use.Held("/dev/sda", Use.HolderKind.OTHER, "/dev/bcache0"));
  }

  @Test
  void whoStandsOnAPartitionOfAMappingStandsOnTheDisk() {
    FakeMachine.Block array = machine.mapping("md0", GIB).with("md/level", "raid1");
    FakeMachine.Block boot = array.partition("md0p1", 1 << 20, GIB >> 1);
    machine.sata(1).heldBy(array);
    machine.mount(boot.number, "/boot", "ext4", "/dev/md0p1");

    Disk disk = machine.list("sda");

    assertThat(disk.uses())
        .containsExactly(
            new Use.Held("/dev/sda", Use.HolderKind.RAID, "/dev/md0"),
            mount("/dev/md0p1", "/boot"));
    assertThat(disk.isSystem()).isTrue();
  }

  @Test
  void aRingOfMappingsEnds() {
    FakeMachine.Block one = machine.mapping("md0", GIB);
    FakeMachine.Block two = machine.mapping("md1", GIB).heldBy(one);
    one.heldBy(two);

    assertThat(machine.list("md0").uses()).hasSize(2);
  }

  @Test
  void aVolumeOverTwoPartitionsOfADiskIsToldOnce() {
    FakeMachine.Block volume = machine.mapped("dm-0", "vg-data", "LVM-" + "a".repeat(64), GIB);
    FakeMachine.Block disk = machine.sata(1);
    disk.partition("sda1", GIB, GIB).heldBy(volume);
    disk.partition("sda2", 2 * GIB, GIB).heldBy(volume);
    machine.mount(volume.number, "/srv", "xfs", "/dev/mapper/vg-data");

    assertThat(machine.list("sda").allUses())
        .hasSize(3)
        .containsOnlyOnce(mount("/dev/dm-0", "/srv"));
  }

  @Test
  void swapPartitionsAreUsedAndTheSystemsOwn() {
    machine.sata(1).partition("sda1", GIB, GIB).withUdev("ID_FS_TYPE", "swap");
    machine.swap("/dev/sda1", "partition");

    assertThat(machine.list("sda").allUses()).containsExactly(new Use.Swap("/dev/sda1"));
    assertThat(machine.list("sda").isSystem()).isTrue();
  }

  @Test
  void aSwapFileCountsForTheDeviceOfItsFileSystem() {
    FakeMachine.Block data = machine.sata(1).partition("sda1", GIB, GIB);
    machine.sata(2);
    machine.mount(data.number, "/srv", "ext4", "/dev/sda1");
    machine.swap("/srv/swap\\040file", "file").swap("/dev/nowhere", "partition");

    assertThat(machine.list("sda").allUses())
        .containsExactly(mount("/dev/sda1", "/srv"), new Use.Swap("/dev/sda1"));
    assertThat(machine.list("sda").isSystem()).isTrue();
    assertThat(machine.list("sdb").allUses()).isEmpty();
  }

  @Test
  void whatOnlyProcess1SeesIsMountedToo() {
    FakeMachine.Block one = machine.sata(1);
    FakeMachine.Block two = machine.sata(2);
    machine.mount("1", one.number + " / / rw", "ext4", "/dev/sda rw");
    machine.mount("1", two.number + " / /srv rw", "ext4", "/dev/sdb rw");
    machine.mount("self", two.number + " / /srv rw", "ext4", "/dev/sdb rw");

    assertThat(machine.list("sda").isSystem()).isTrue();
    assertThat(machine.list("sda").fileSystem()).contains("ext4");
    assertThat(machine.list("sdb").uses()).containsExactly(mount("/dev/sdb", "/srv"));
  }

  @Test
  void linesOfAnotherFormAreLeftOut() {
    FakeMachine.Block disk = machine.sata(1);
    FakeMachine.write(
        machine.roots().proc().resolve("self/mountinfo"),
        """

        short line
        1 2 x:y / /a rw - ext4 /dev/sda rw
        1 2 8:0 / /b rw shared:1 master:2 ext4 /dev/sda rw
        1 2 8:0 / /c rw a b c d -
        """);
    machine.mount("self", disk.number + " / /d rw shared:1 master:2", "ext4", "/dev/sda rw");

    assertThat(machine.list("sda").uses()).containsExactly(mount("/dev/sda", "/d"));
  }

  @Test
  void numbersLeadToTheirDisk() {
    FakeMachine.Block part = machine.sata(1).partition("sda1", GIB, GIB);
    FakeMachine.Block other = machine.sata(2);
    List<Disk> disks = machine.inventory().list();

    assertThat(DiskInventory.diskOf(part.number, disks)).map(Disk::name).contains("sda");
    assertThat(DiskInventory.diskOf(other.number, disks)).map(Disk::name).contains("sdb");
    assertThat(DiskInventory.diskOf(new DeviceNumber(1, 1), disks)).isEmpty();
    assertThat(disks.getFirst().partition(part.number)).map(Partition::path).contains("/dev/sda1");
  }
}
