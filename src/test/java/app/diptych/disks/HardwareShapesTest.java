package app.diptych.disks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks of many makers, as the kernel shows them.
final class HardwareShapesTest {
  private static final long GIB = 1L << 30;
  private static final String SATA_WAY = "pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0";
  private static final String USB_WAY =
      "pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host6/target6:0:0/6:0:0:0";
  private static final String MMC_WAY = "platform/soc/fe340000.mmc/mmc_host/mmc0/mmc0:0001";

  private FakeMachine machine;

  @BeforeEach
  void setUp(@TempDir Path directory) {
    machine = new FakeMachine(directory);
  }

  @Test
  void nvme() {
    FakeMachine.Block disk =
        machine
            .disk("nvme0n1", "pci0000:00/0000:01:00.0/nvme/nvme0", 500 * GIB)
            .withDevice("model", "Samsung SSD 980 PRO 500GB               ")
            .withDevice("serial", "S5GYNX0R123456      ")
            .with("wwid", "eui.002538b121b2c3d4");
    disk.partition("nvme0n1p2", GIB, 499 * GIB).withUdev("ID_FS_TYPE", "ext4");
    disk.partition("nvme0n1p1", 1 << 20, GIB - (1 << 20))
        .withUdev("ID_FS_TYPE", "vfat")
        .withUdev("ID_PART_ENTRY_NAME", "EFI\\x20system\\x20partition");

    Disk listed = machine.list("nvme0n1");

    assertThat(listed.hardware())
        .usingRecursiveComparison()
        .ignoringFields("port")
        .isEqualTo(
            hardware(
                "Samsung SSD 980 PRO 500GB",
                "S5GYNX0R123456",
                "eui.002538b121b2c3d4",
                Transport.NVME));
    assertThat(listed.title()).isEqualTo("Samsung SSD 980 PRO 500GB");
    assertThat(listed.size()).isEqualTo(500 * GIB);
    assertThat(listed.sectors()).isEqualTo(new Disk.Sectors(512, 4096));
    assertThat(listed.diskseq()).isEqualTo(OptionalLong.of(1));
    assertThat(listed.inaccessible()).isEmpty();
    assertThat(listed.partitions())
        .extracting(Partition::path, Partition::offset, Partition::size, p -> p.label().orElse("-"))
        .containsExactly(
            tuple("/dev/nvme0n1p1", 1L << 20, GIB - (1 << 20), "EFI system partition"),
            tuple("/dev/nvme0n1p2", GIB, 499 * GIB, "-"));
  }

  private static Disk.Hardware hardware(
      String model, String serial, String wwn, Transport transport) {
    return new Disk.Hardware(
        Optional.of(model),
        Optional.of(serial),
        Optional.of(wwn),
        transport,
        false,
        false,
        Optional.empty(),
        Health.UNTOLD);
  }

  @Test
  void sataDiskByUdev() {
    machine
        .disk("sda", SATA_WAY, 4000 * GIB)
        .with("queue/rotational", "1")
        .withDevice("vendor", "ATA     ")
        .withDevice("model", "WDC WD40EFRX-68N")
        .withDevice("wwid", "naa.50014ee2b1234567")
        .withUdev("ID_MODEL", "WDC_WD40EFRX-68N32N0")
        .withUdev("ID_MODEL_ENC", "WDC\\x20WD40EFRX-68N32N0\\x20\\x20\\x20")
        .withUdev("ID_SERIAL_SHORT", "WD-WCC7K0123456")
        .withUdev("ID_WWN", "0x50014ee2b1234567");

    Disk.Hardware listed = machine.list("sda").hardware();

    assertThat(listed.model()).contains("WDC WD40EFRX-68N32N0");
    assertThat(listed.serial()).contains("WD-WCC7K0123456");
    assertThat(listed.wwn()).contains("0x50014ee2b1234567");
    assertThat(listed.transport()).isEqualTo(Transport.ATA);
    assertThat(listed.isRotational()).isTrue();
    assertThat(listed.isRemovable()).isFalse();
  }

  @Test
  void sataDiskWithoutUdev() throws Exception {
    FakeMachine.Block disk =
        machine
            .disk("sda", SATA_WAY, GIB)
            .withDevice("vendor", "ATA     ")
            .withDevice("model", "WDC WD40EFRX-68N")
            .withDevice("wwid", "naa.50014ee2b1234567");
    byte[] page = "\0\u0080\0\u0014     WD-WCC7K0123456".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(disk.directory.resolve("device/vpd_pg80"), page);

    Disk.Hardware listed = machine.list("sda").hardware();

    assertThat(listed.model()).contains("WDC WD40EFRX-68N");
    assertThat(listed.serial()).contains("WD-WCC7K0123456");
    assertThat(listed.wwn()).contains("0x50014ee2b1234567");
  }

  @Test
  void usbDiskOfLargeSectors() {
    machine
        .disk("sdb", USB_WAY, 8000 * GIB)
        .with("queue/logical_block_size", "4096")
        .with("queue/physical_block_size", "4096")
        .withDevice("vendor", "Seagate ")
        .withDevice("model", "Expansion Desk  ");

    Disk listed = machine.list("sdb");

    assertThat(listed.sectors()).isEqualTo(new Disk.Sectors(4096, 4096));
    assertThat(listed.title()).isEqualTo("Seagate Expansion Desk");
    assertThat(listed.hardware().transport()).isEqualTo(Transport.USB);
    assertThat(listed.hardware().isRemovable()).isTrue();
  }

  @Test
  void disksOfShingledTracks() {
    machine.disk("sda", USB_WAY, 8000 * GIB).with("queue/zoned", "host-aware");
    machine.disk("sdb", USB_WAY, 8000 * GIB).with("queue/zoned", "host-managed");

    assertThat(machine.list("sda").sectors().isZoned()).isFalse();
    assertThat(machine.list("sdb").sectors().isZoned()).isTrue();
  }

  @Test
  void eMmcWithBootAreas() {
    FakeMachine.Block main =
        machine
            .disk("mmcblk0", MMC_WAY, 32 * GIB)
            .withDevice("name", "DG4032")
            .withDevice("serial", "0x12345678")
            .withDevice("type", "MMC");
    FakeMachine.Block root = main.partition("mmcblk0p1", 1 << 20, GIB);
    for (String name : new String[] {"mmcblk0boot0", "mmcblk0boot1", "mmcblk0rpmb"}) {
      FakeMachine.Block area = machine.whole(name, main.directory.resolve(name), 4 << 20);
      area.with("ro", "1");
      FakeMachine.link(area.directory.resolve("device"), main.directory);
    }
    machine.mount(root.number, "/", "ext4", "/dev/root");

    assertThat(machine.names()).containsExactly("mmcblk0", "mmcblk0boot0", "mmcblk0boot1");
    assertThat(machine.list("mmcblk0").partitions()).hasSize(1);
    Disk area = machine.list("mmcblk0boot0");
    assertThat(area.title()).isEqualTo("DG4032");
    assertThat(area.isReadOnly()).isTrue();
    assertThat(area.isSystem()).isTrue();
    assertThat(area.allUses()).isEmpty();
    assertThat(area.hardware().transport()).isEqualTo(Transport.MMC);
    assertThat(area.hardware().isRemovable()).isFalse();
  }

  @Test
  void aPartitionThatIsReadOnlyByItself() {
    FakeMachine.Block disk = machine.disk("sda", "pci0000:00/ata1/host0/target0:0:0/0:0:0:0", GIB);
    disk.partition("sda1", 1 << 20, GIB / 4).with("ro", "1");
    disk.partition("sda2", GIB / 2, GIB / 4).with("ro", "0");

    assertThat(machine.list("sda").isReadOnly()).isFalse();
    assertThat(machine.list("sda").partitions())
        .extracting(Partition::isReadOnly)
        .containsExactly(true, false);
  }

  @Test
  void readOnlyCard() {
    machine
        .disk("mmcblk1", MMC_WAY.replace("mmc0", "mmc1"), 16 * GIB)
        .with("ro", "1")
        .withDevice("name", "SC16G")
        .withDevice("type", "SD");

    Disk listed = machine.list("mmcblk1");

    assertThat(listed.isReadOnly()).isTrue();
    assertThat(listed.hardware().isRemovable()).isTrue();
    assertThat(listed.isSystem()).isFalse();
  }

  @Test
  void emptyCardReader() {
    machine
        .disk("sdc", USB_WAY, 0)
        .with("removable", "1")
        .withDevice("vendor", "Generic-")
        .withDevice("model", "USB3.0 CRW   -SD");

    Disk listed = machine.list("sdc");

    assertThat(listed.size()).isZero();
    assertThat(listed.partitions()).isEmpty();
    assertThat(listed.inaccessible()).isEmpty();
    assertThat(listed.title()).isEqualTo("Generic- USB3.0 CRW -SD");
  }

  @Test
  void otherTransports() {
    machine
        .disk("vda", "pci0000:00/0000:00:02.0/virtio1", GIB)
        .with("serial", "disk-1")
        .withDevice("vendor", "0x1af4");
    machine.disk("sda", "pci0000:00/0000:00:03.0/virtio2/host0/target0:0:0/0:0:0:0", GIB);
    machine.disk("sdb", "pci0000:00/0000:04:00.0/host1/target1:0:0/1:0:0:0", GIB);
    machine.disk("xvda", "vbd-51712", GIB);

    assertThat(machine.list("vda").hardware().transport()).isEqualTo(Transport.VIRTIO);
    assertThat(machine.list("vda").hardware().model()).isEmpty();
    assertThat(machine.list("vda").hardware().serial()).contains("disk-1");
    assertThat(machine.list("sda").hardware().transport()).isEqualTo(Transport.VIRTIO);
    assertThat(machine.list("sdb").hardware().transport()).isEqualTo(Transport.SCSI);
    assertThat(machine.list("xvda").hardware().transport()).isEqualTo(Transport.VIRTIO);
  }

  @Test
  void anOpticalDrive() {
    machine
        .disk("sr0", SATA_WAY.replace("ata1", "ata2"), 700 << 20)
        .with("queue/logical_block_size", "2048")
        .with("queue/physical_block_size", "512")
        .withUdev("ID_FS_TYPE", "iso9660");

    Disk listed = machine.list("sr0");

    assertThat(listed.sectors()).isEqualTo(new Disk.Sectors(2048, 2048));
    assertThat(listed.fileSystem()).contains("iso9660");
  }
}
