package app.diptych.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// File systems whose device number is not that of a disk.
final class FileSystemsTest {
  private static final long GIB = 1L << 30;
  private static final DeviceNumber NONE = new DeviceNumber(0, 45);

  private FakeMachine machine;
  private FakeMachine.Block sda1;
  private FakeMachine.Block sdb1;
  private FakeMachine.Block sdc1;

  @BeforeEach
  void setUp(@TempDir Path directory) {
    machine = new FakeMachine(directory);
    sda1 = partition("sda", 1);
    sdb1 = partition("sdb", 2);
    sdc1 = partition("sdc", 3);
  }

  private FakeMachine.Block partition(String disk, int port) {
    String way = "pci0000:00/0000:00:17.0/ata" + port + "/host0/target0:0:0/0:0:0:0";
    return machine.disk(disk, way, 2 * GIB).partition(disk + "1", 1 << 20, GIB);
  }

  private boolean isSystem(String disk) {
    return machine.list(disk).isSystem();
  }

  @Test
  void btrfsIsFoundByItsSource() {
    machine.mount(NONE, "/", "btrfs", "/dev/sda1").mount(NONE, "/home", "btrfs", "/dev/sda1");
    machine.btrfs("0f", "sda1").btrfs("1f", "sdb1");

    assertThat(machine.list("sda").allUses())
        .containsExactly(
            new Use.Mount("/dev/sda1", Path.of("/"), false),
            new Use.Mount("/dev/sda1", Path.of("/home"), false));
    assertThat(machine.list("sda").partitions().getFirst().fileSystem()).contains("btrfs");
    assertThat(isSystem("sda")).isTrue();
    assertThat(isSystem("sdb")).isFalse();
  }

  @Test
  void allMembersOfABtrfsAreUsed() {
    machine.mount(NONE, "/", "btrfs", "/dev/sda1").btrfs("0f", "sda1", "sdb1");

    assertThat(machine.list("sdb").allUses())
        .containsExactly(new Use.Mount("/dev/sdb1", Path.of("/"), false));
    assertThat(isSystem("sdc")).isFalse();
  }

  @Test
  void anUnknownSourceOfBtrfsMayBeAnyThatIsMounted() {
    machine.mount(NONE, "/", "btrfs", "/dev/root").btrfs("0f", "sda1");

    assertThat(isSystem("sda")).isTrue();
    assertThat(isSystem("sdb")).isFalse();
  }

  @Test
  void aSwapFileOnBtrfsCountsForItsDevice() {
    machine.mount(NONE, "/srv", "btrfs", "/dev/sda1").swap("/srv/swapfile", "file");

    assertThat(machine.list("sda").allUses()).contains(new Use.Swap("/dev/sda1"));
  }

  @Test
  void aSourceMayBeALinkOrAMapperName() throws Exception {
    FakeMachine.Block mapped = machine.mapped("dm-0", "luks-x", "CRYPT-LUKS2-x", GIB);
    sdb1.heldBy(mapped);
    Path dev = machine.roots().dev();
    FakeMachine.link(dev.resolve("disk/by-uuid/4a4b"), dev.resolve("sda1"));
    machine.mount(NONE, "/", "btrfs", "/dev/disk/by-uuid/4a4b");
    java.nio.file.Files.delete(dev.resolve("mapper/luks-x"));
    machine.mount(NONE, "/usr", "btrfs", "/dev/mapper/luks-x");

    assertThat(isSystem("sda")).isTrue();
    assertThat(isSystem("sdb")).isTrue();
  }

  @Test
  void rootWithARenamedSourceIsFoundByItsNumber() {
    machine.mount(sda1.number, "/", "ext4", "/dev/root");

    assertThat(machine.list("sda").allUses())
        .containsExactly(new Use.Mount("/dev/sda1", Path.of("/"), false));
  }

  @Test
  void aBindMountIsAUse() {
    machine.mount("self", sda1.number + " /sub /var rw", "ext4", "/dev/sda1 rw");

    assertThat(isSystem("sda")).isTrue();
  }

  @Test
  void anOverlayStandsOnItsLayers() {
    machine.mount(sda1.number, "/media/lower", "ext4", "/dev/sda1");
    machine.mount(sdb1.number, "/media/up\\040per", "ext4", "/dev/sdb1");
    machine.mount(
        "self",
        NONE + " / / rw",
        "overlay",
        "overlay rw,lowerdir=/media/lower/a:/proc/b,upperdir=/media/up\\040per/c,workdir=/w");

    assertThat(isSystem("sda")).isTrue();
    assertThat(isSystem("sdb")).isTrue();
    assertThat(isSystem("sdc")).isFalse();
    assertThat(machine.list("sda").partitions().getFirst().fileSystem()).contains("ext4");
  }

  @Test
  void anOverlayWhoseLayersAreOutOfSightStandsOnNothingThatIsSeen() {
    machine.mount("self", NONE + " / / rw", "overlay", "overlay rw,lowerdir+=/a,datadir+=/b");
    machine.mount(sda1.number, "/cdrom", "iso9660", "/dev/sda1");

    assertThat(machine.list("sda").allUses())
        .containsExactly(new Use.Mount("/dev/sda1", Path.of("/cdrom"), false));
    assertThat(isSystem("sda")).isTrue();
    assertThat(isSystem("sdb")).isFalse();
  }

  @Test
  void zfsStandsOnTheMembersOfItsPool() {
    sda1.withUdev("ID_FS_TYPE", "zfs_member").withUdev("ID_FS_LABEL", "rpool");
    sdb1.withUdev("ID_FS_TYPE", "zfs_member").withUdev("ID_FS_LABEL", "other");
    sdc1.withUdev("ID_FS_TYPE", "ext4").withUdev("ID_FS_LABEL", "rpool");
    machine.mount(NONE, "/", "zfs", "rpool/ROOT/debian");

    assertThat(isSystem("sda")).isTrue();
    assertThat(isSystem("sdb")).isFalse();
    assertThat(isSystem("sdc")).isFalse();
  }

  @Test
  void bcachefsNamesAllItsMembers() {
    machine.mount(NONE, "/", "bcachefs", "/dev/sda1:/dev/sdc1");

    assertThat(isSystem("sda")).isTrue();
    assertThat(isSystem("sdb")).isFalse();
    assertThat(isSystem("sdc")).isTrue();
  }

  @Test
  void whatIsNoDisksStandsOnNone() {
    machine.mount(NONE, "/proc", "proc", "proc").mount(NONE, "/srv", "nfs4", "host:/srv");

    assertThat(machine.inventory().list()).allMatch(disk -> disk.allUses().isEmpty());
  }

  @Test
  void thePartitionsNameStandsInForALabel() {
    sda1.with("uevent", "DEVNAME=sda1\nPARTNAME=Basic data");
    sdb1.withUdev("ID_PART_ENTRY_NAME", "root\\x20a").withUdev("ID_FS_TYPE", "ext4");

    assertThat(machine.list("sda").partitions().getFirst().label()).contains("Basic data");
    assertThat(machine.list("sdb").partitions().getFirst().label()).contains("root a");
  }
}
