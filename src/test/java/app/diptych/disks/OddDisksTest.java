package app.diptych.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks that are many, odd, half gone or not to be opened.
final class OddDisksTest {
  private static final long GIB = 1L << 30;
  private static final String SATA_WAY = "pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0";
  private static final String USB_WAY =
      "pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host6/target6:0:0/6:0:0:0";

  private FakeMachine machine;

  @BeforeEach
  void setUp(@TempDir Path directory) {
    machine = new FakeMachine(directory);
  }

  @Test
  void severalWaysToOneNvmeDiskAreOneDisk() throws Exception {
    Path sys = machine.roots().sys();
    Path head = sys.resolve("devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1");
    machine.whole("nvme0n1", head, GIB);
    FakeMachine.write(head.resolve("../model"), "Dual Port\n");
    FakeMachine.link(head.resolve("device"), head.resolveSibling(""));
    FakeMachine.Block hidden =
        machine.disk("nvme0c0n1", "pci0000:00/0000:01:00.0/nvme/nvme0", GIB).with("hidden", "1");
    machine.disk("nvme0c1n1", "pci0000:00/0000:02:00.0/nvme/nvme1", GIB);
    Files.delete(sys.resolve("block/nvme0c1n1/dev"));

    assertThat(hidden.directory).exists();
    assertThat(machine.names()).containsExactly("nvme0n1");
    assertThat(machine.list("nvme0n1").hardware().transport()).isEqualTo(Transport.NVME);
    assertThat(machine.list("nvme0n1").title()).isEqualTo("Dual Port");
  }

  @Test
  void aMakerNamedInTheModelIsNotNamedTwice() {
    machine
        .disk("sdb", USB_WAY, GIB)
        .withDevice("vendor", "SanDisk")
        .withDevice("model", "SANDISK X");

    assertThat(machine.list("sdb").title()).isEqualTo("SANDISK X");
  }

  @Test
  void moreDisksThanLetters() {
    for (int i = 0; i < 30; i++) {
      String name = i < 26 ? "sd" + (char) ('a' + i) : "sda" + (char) ('a' + i - 26);
      machine.disk(name, SATA_WAY.replace("host0", "host" + i), GIB);
    }
    for (int i : new int[] {10, 2, 0}) {
      machine.disk("nvme" + i + "n1", "pci0000:00/0000:01:00.0/nvme/nvme" + i, GIB);
    }
    machine.disk("vda", "pci0000:00/0000:00:02.0/virtio1", GIB);

    assertThat(machine.names())
        .containsExactly(
            Stream.of(
                    Stream.of("nvme0n1", "nvme2n1", "nvme10n1"),
                    IntStream.rangeClosed('a', 'z').mapToObj(c -> "sd" + (char) c),
                    Stream.of("sdaa", "sdab", "sdac", "sdad", "vda"))
                .flatMap(s -> s)
                .toArray(String[]::new));
  }

  @Test
  void oddCharactersAreDecodedOrLeftOut() {
    FakeMachine.Block disk =
        machine
            .disk("sdb", USB_WAY, GIB)
            .withUdev("ID_VENDOR_ENC", "M\\xc3\\xbcller\\x20\\x20")
            .withUdev("ID_MODEL_ENC", "Stick\\x1b[31m\\x00\\xe2\\x80\\xae\\xff \\x5cx20 \\xzz\\x4")
            .withDevice("serial", "ab\u0007c\u200bd");
    disk.partition("sdb1", 1 << 20, GIB - (1 << 20))
        .withUdev("ID_FS_LABEL", "My_Data")
        .withUdev("ID_FS_LABEL_ENC", "My\\x20Data\\xf0\\x9f\\x92\\xbe");

    Disk listed = machine.list("sdb");

    assertThat(listed.hardware().model()).contains("Müller Stick [31m \\x20 \\xzz\\x4");
    assertThat(listed.hardware().serial()).contains("ab c d");
    assertThat(listed.partitions().getFirst().label()).contains("My Data\uD83D\uDCBE");
  }

  @Test
  void aSlashInTheNameIsAnExclamationMarkInSysfs() {
    machine.disk("cciss!c0d0", "pci0000:00/0000:03:00.0/cciss0", GIB);

    Disk listed = machine.inventory().list().getFirst();

    assertThat(listed.path()).isEqualTo("/dev/cciss/c0d0");
    assertThat(listed.name()).isEqualTo("cciss/c0d0");
    assertThat(listed.hardware().transport()).isEqualTo(Transport.UNKNOWN);
    assertThat(listed.title()).isEqualTo("/dev/cciss/c0d0");
  }

  @Test
  void theChecksAskTheEnumerationOfWhatHasNoSizeAlone() {
    var asked = new AtomicInteger();
    DiskInventory inventory =
        DiskInventory.of(
            machine.roots(),
            () -> {
              asked.incrementAndGet();
              return Set.of("sda", "sdb");
            });
    machine.disk("sda", SATA_WAY, GIB);

    assertThat(inventory.devices()).hasSize(1);
    assertThat(asked).hasValue(0);

    machine.disk("sdb", USB_WAY, 0);
    assertThat(inventory.devices()).hasSize(2).isEqualTo(inventory.list());
  }

  @Test
  void aDiskThatLosesItsAttributesIsStillListedAndHarmsNoOther() throws Exception {
    FakeMachine.Block torn = machine.disk("sda", SATA_WAY, GIB);
    torn.with("size", "garbage").with("ro", "").with("queue/logical_block_size", "-1");
    for (String name : new String[] {"removable", "diskseq", "uevent"}) {
      Files.delete(torn.directory.resolve(name));
    }
    FakeMachine.Block gone = machine.disk("sdb", USB_WAY, GIB);
    Files.delete(gone.directory.resolve("dev"));
    machine.disk("sdc", USB_WAY.replace('6', '7'), GIB);
    Files.createSymbolicLink(
        machine.roots().sys().resolve("block/sdd"), Path.of("../devices/nowhere"));

    assertThat(machine.names()).containsExactly("sda", "sdc");
    Disk listed = machine.list("sda");
    assertThat(listed.size()).isZero();
    assertThat(listed.diskseq()).isEmpty();
    assertThat(listed.sectors()).isEqualTo(new Disk.Sectors(512, 4096));
  }

  @Test
  void aDiskThatMayNotBeOpenedIsShownWithTheReason() throws Exception {
    machine.disk("sda", SATA_WAY, GIB);
    Files.delete(machine.roots().dev().resolve("sda"));
    machine.disk("sdb", USB_WAY, GIB);
    Path node = machine.roots().dev().resolve("sdb");
    Files.delete(node);
    Files.createSymbolicLink(node, node);

    assertThat(machine.list("sda").inaccessible()).contains("No such device node");
    assertThat(machine.list("sdb").inaccessible()).contains("No such device node");
  }

  @Test
  void aMachineWithoutSysfsHasNoDisks(@TempDir Path empty) {
    var roots = new Roots(empty.resolve("a"), empty.resolve("b"), empty, empty);

    assertThat(
            DiskInventory.of(
                    roots,
                    () -> {
                      throw new AssertionError("asked");
                    })
                .list())
        .isEmpty();
  }
}
