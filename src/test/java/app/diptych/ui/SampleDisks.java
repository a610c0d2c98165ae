package app.diptych.ui;

import app.diptych.disks.DeviceNumber;
import app.diptych.disks.Disk;
import app.diptych.disks.Disk.Hardware;
import app.diptych.disks.Disk.Sectors;
import app.diptych.disks.Health;
import app.diptych.disks.Partition;
import app.diptych.disks.Transport;
import app.diptych.disks.Use;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Disks as a desk has them; none of them exists.
public final class SampleDisks {
  private static final long GIB = 1L << 30;

  private SampleDisks() {}

  /// The disk the running system stands on.
  public static Disk system() {
    return disk(
        "nvme0n1",
        hardware("Samsung SSD 980 PRO 1TB", "S5GXNF0R812345", Transport.NVME),
        1_000_204_886_016L,
        List.of(
            partition("nvme0n1p1", GIB / 1024, GIB, "vfat", "EFI", "/boot/efi"),
            partition("nvme0n1p2", 2 * GIB, 900 * GIB, "ext4", "root", "/")),
        true,
        Optional.empty());
  }

  /// A disk with data on it, not mounted.
  public static Disk stick() {
    return disk(
        "sdb",
        hardware("SanDisk Ultra", "4C530001230518", Transport.USB),
        64_023_257_088L,
        List.of(
            unmounted("sdb1", 1 << 20, 20 * GIB, "exfat", "PHOTOS"),
            unmounted("sdb2", 21 * GIB, 12 * GIB, "ext4", "backup")),
        false,
        Optional.empty());
  }

  /// Another one of its model and size.
  public static Disk twin() {
    return disk(
        "sdd",
        hardware("SanDisk Ultra", "4C530001230922", Transport.USB),
        64_023_257_088L,
        List.of(unmounted("sdd1", 1 << 20, 59 * GIB, "exfat", "PHOTOS")),
        false,
        Optional.empty());
  }

  /// A disk that does not answer.
  public static Disk silent() {
    return disk(
        "sde",
        hardware("Seagate Expansion", "NA8F2K1M", Transport.USB),
        2_000_398_934_016L,
        List.of(),
        false,
        Optional.of("It does not answer"));
  }

  /// Those of a desk, as pictures show it.
  public static List<Disk> desk() {
    return List.of(system(), stick(), filledCard(), twin(), mounted(), silent(), locked());
  }

  /// Those for two clones at once.
  public static List<Disk> twoPairs() {
    return List.of(stick(), card(), mounted(), twin());
  }

  /// A disk of the same length, empty, not mounted.
  public static Disk card() {
    return empty("sdc", cardHardware());
  }

  /// The same with data on it, and with large sectors.
  public static Disk filledCard() {
    return disk(
        "sdc",
        cardHardware(),
        64_023_257_088L,
        new Sectors(4096, 4096),
        List.of(unmounted("sdc1", 1 << 20, 59 * GIB, "ext4", "data")),
        false,
        Optional.empty());
  }

  /// A disk with as long a name as a maker can give it.
  public static Disk longNamed() {
    return empty(
        "sdx", hardware("WESTERN DIGITAL WUH722020ALE6L4-0F38785-", "2LH4XKWD", Transport.ATA));
  }

  /// A disk of this model and serial number.
  public static Disk of(String name, String model, String serial) {
    return empty(name, hardware(model, serial, Transport.USB));
  }

  /// A disk that is mounted.
  public static Disk mounted() {
    return disk(
        "sda",
        hardware("WDC WD40EFRX-68N32N0", "WD-WCC7K0123456", Transport.ATA),
        4_000_787_030_016L,
        List.of(partition("sda1", 1 << 20, 3_725 * GIB, "ext4", "data", "/srv/data")),
        false,
        Optional.empty());
  }

  /// A disk that may not be opened.
  public static Disk locked() {
    return disk(
        "vda",
        new Hardware(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Transport.VIRTIO,
            true,
            false,
            Optional.empty(),
            Health.UNTOLD),
        30 * GIB,
        List.of(),
        false,
        Optional.of("EPERM (Operation not permitted)"));
  }

  private static Hardware cardHardware() {
    return hardware("SanDisk Extreme", "AA0102033577", Transport.MMC);
  }

  private static Disk empty(String name, Hardware hardware) {
    return disk(name, hardware, 64_023_257_088L, List.of(), false, Optional.empty());
  }

  private static Hardware hardware(String model, String serial, Transport transport) {
    return new Hardware(
        Optional.of(model),
        Optional.of(serial),
        Optional.empty(),
        transport,
        false,
        transport == Transport.USB,
        Optional.empty(),
        Health.UNTOLD);
  }

  private static Disk disk(
      String name,
      Hardware hardware,
      long size,
      List<Partition> partitions,
      boolean isSystem,
      Optional<String> inaccessible) {
    Sectors sectors = new Sectors(512, hardware.transport() == Transport.ATA ? 4096 : 512);
    return disk(name, hardware, size, sectors, partitions, isSystem, inaccessible);
  }

  private static Disk disk(
      String name,
      Hardware hardware,
      long size,
      Sectors sectors,
      List<Partition> partitions,
      boolean isSystem,
      Optional<String> inaccessible) {
    return new Disk(
        "/dev/" + name,
        new DeviceNumber(8, Math.floorMod(name.hashCode(), 200) * 16),
        OptionalLong.of(7),
        hardware,
        size,
        sectors,
        false,
        Optional.empty(),
        partitions,
        Optional.empty(),
        List.of(),
        isSystem,
        inaccessible);
  }

  private static Partition unmounted(
      String name, long offset, long size, String fileSystem, String label) {
    return new Partition(
        "/dev/" + name,
        new DeviceNumber(259, Math.floorMod(name.hashCode(), 200)),
        offset,
        size,
        false,
        Optional.of(fileSystem),
        Optional.of(label),
        List.of());
  }

  private static Partition partition(
      String name, long offset, long size, String fileSystem, String label, String mountPoint) {
    Partition bare = unmounted(name, offset, size, fileSystem, label);
    return new Partition(
        bare.path(),
        bare.deviceNumber(),
        offset,
        size,
        false,
        bare.fileSystem(),
        bare.label(),
        List.of(new Use.Mount(bare.path(), Path.of(mountPoint), false)));
  }
}
