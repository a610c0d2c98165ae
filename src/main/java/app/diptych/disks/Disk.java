package app.diptych.disks;

import app.diptych.text.Harmless;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A whole disk as the system lists it, real or virtual. A mapping, such as a logical volume, is
/// listed as a disk of its own, and whoever stands on it stands on the disks below as well.
///
/// @param path its node, such as `/dev/sda`
/// @param deviceNumber its number
/// @param diskseq the kernel's running number of this very plugging-in; another one means another
///   disk
/// @param hardware what it is
/// @param size bytes; zero where no medium is in
/// @param sectors sector sizes
/// @param isReadOnly whether the system takes no writes for it
/// @param backing what a loop device is made of
/// @param partitions its partitions, by offset
/// @param fileSystem type of what the whole disk holds where it has no partitions, such as `ext4`
///   or `crypto_LUKS`, where known
/// @param uses who stands on the whole disk, not counting its partitions
/// @param isSystem whether the running system depends on it: `/`, `/boot`, `/usr`, swap, or what
///   lies below them, is on it
/// @param inaccessible why it may not be opened, where that is known
public record Disk(
    String path,
    DeviceNumber deviceNumber,
    OptionalLong diskseq,
    Hardware hardware,
    long size,
    Sectors sectors,
    boolean isReadOnly,
    Optional<Backing> backing,
    List<Partition> partitions,
    Optional<String> fileSystem,
    List<Use> uses,
    boolean isSystem,
    Optional<String> inaccessible) {

  /// Keeps its own copies of the lists.
  public Disk {
    partitions = List.copyOf(partitions);
    uses = List.copyOf(uses);
  }

  /// What a disk is, as far as it tells; texts are stripped and of printable characters.
  ///
  /// @param model maker and model, such as `SanDisk Ultra`; of a device mapper's device its name
  ///   there, such as `vg0-root`; of an array its level
  /// @param serial serial number
  /// @param wwn world wide name
  /// @param transport how it is attached
  /// @param isRotational whether it has spinning platters
  /// @param isRemovable whether it, or its medium, is meant to be taken out: all on USB are
  /// @param port where it is plugged in, as the kernel names it: `usb 2-1.3`, `ata3`, `mmc0`, or
  ///   the address of its controller; it tells two of the same model and size apart
  /// @param health how well it is
  public record Hardware(
      Optional<String> model,
      Optional<String> serial,
      Optional<String> wwn,
      Transport transport,
      boolean isRotational,
      boolean isRemovable,
      Optional<String> port,
      Health health) {}

  /// What a loop device is made of: so many bytes as it has, of a file or another device.
  ///
  /// @param file its path, which ends in ` (deleted)` where the file has no name any more
  /// @param offset the first of the bytes, where that is told
  public record Backing(Path file, OptionalLong offset) {}

  /// Sector sizes in bytes.
  ///
  /// @param logical the smallest unit that can be addressed
  /// @param physical the smallest unit that is written without reading first
  /// @param isZoned whether they are written in the order of zones alone, as on a disk of shingled
  ///   tracks that its host has to manage
  public record Sectors(int logical, int physical, boolean isZoned) {

    /// Those that are written in any order.
    public Sectors(int logical, int physical) {
      this(logical, physical, false);
    }
  }

  /// The same disk, with these uses of it as a whole.
  Disk with(List<Use> other, boolean isOfSystem) {
    return new Disk(
        path,
        deviceNumber,
        diskseq,
        hardware,
        size,
        sectors,
        isReadOnly,
        backing,
        partitions,
        fileSystem,
        other,
        isOfSystem,
        inaccessible);
  }

  /// The file under a loop device.
  public Optional<Path> backingFile() {
    return backing.map(Backing::file);
  }

  /// What a person calls it: its model, a loop device by its file, else its path.
  public String title() {
    return hardware
        .model()
        .or(() -> backingFile().map(f -> Harmless.of(f.getFileName().toString())))
        .orElse(path);
  }

  /// The name to type where it is to be erased although something stands on it: `sda` of
  /// `/dev/sda`.
  public String name() {
    return path.startsWith("/dev/") ? path.substring("/dev/".length()) : path;
  }

  /// Whether all that keeps this user from opening it is a right that somebody else may have, such
  /// as the system's own service, which asks for permission.
  public boolean needsPermission() {
    return inaccessible.stream().anyMatch(Access.NO_RIGHTS::equals);
  }

  /// Whether it does not answer, so that nothing is told of it but what the kernel knew without
  /// asking it, or what it answered earlier. Others are not affected by it.
  public boolean isSilent() {
    return inaccessible.stream().anyMatch(Access.NO_ANSWER::equals);
  }

  /// Everybody who stands on the disk or on one of its partitions, each once.
  public List<Use> allUses() {
    return Stream.concat(uses.stream(), partitions.stream().flatMap(p -> p.uses().stream()))
        .distinct()
        .toList();
  }

  /// The partition that has this number.
  public Optional<Partition> partition(DeviceNumber number) {
    return partitions.stream().filter(p -> p.deviceNumber().equals(number)).findFirst();
  }

  /// Whether the number is the disk's or one of its partitions'.
  public boolean has(DeviceNumber number) {
    return deviceNumber.equals(number) || partition(number).isPresent();
  }
}
