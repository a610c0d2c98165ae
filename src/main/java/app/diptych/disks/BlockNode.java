package app.diptych.disks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A block device as sysfs shows it: a whole disk, a mapping or a partition. What decides how it is
/// treated is read once, so that a listing does not contradict itself when the device goes
/// meanwhile.
///
/// @param name the kernel's name, such as `sda1`
/// @param path its node, such as `/dev/sda1`
/// @param number its number
/// @param size bytes
/// @param attributes its directory
/// @param mapping what it is made of
/// @param partitions the names of its partitions
/// @param holders the names of the mappings directly on it, not counting those on its partitions
record BlockNode(
    String name,
    String path,
    DeviceNumber number,
    long size,
    Attributes attributes,
    Mapping mapping,
    List<String> partitions,
    List<String> holders) {

  // As for [DeviceNumber].
  @Override
  public int hashCode() {
    return number.hashCode();
  }

  /// What a device is made of that is no hardware; nothing of hardware.
  ///
  /// @param mapperName the name under which the device mapper knows it, such as `vg0-root`
  /// @param mapperUuid what its maker calls it there, such as `LVM-…` or `CRYPT-LUKS2-…`
  /// @param raidLevel an array's, such as `raid1`
  /// @param backingFile the file under a loop device; of a deleted one it ends in ` (deleted)`
  record Mapping(
      Optional<String> mapperName,
      Optional<String> mapperUuid,
      Optional<String> raidLevel,
      Optional<String> backingFile) {

    private static Mapping read(Attributes attributes) {
      return new Mapping(
          attributes.text("dm/name"),
          attributes.text("dm/uuid"),
          attributes.text("md/level"),
          attributes.text("loop/backing_file"));
    }
  }

  /// Reads the directory; empty where the device is gone, or is one that cannot be opened at all,
  /// as the single paths of an NVMe disk with several (they have no number).
  static Optional<BlockNode> read(Path directory) {
    var attributes = new Attributes(directory);
    return attributes
        .text("dev")
        .flatMap(DeviceNumber::parse)
        .filter(_ -> !attributes.isSet("hidden"))
        .map(number -> read(directory.getFileName().toString(), number, attributes));
  }

  private static BlockNode read(String name, DeviceNumber number, Attributes attributes) {
    // sysfs cannot hold a slash in a name and has an exclamation mark there.
    String node = attributes.valueOf("DEVNAME", "uevent").orElse(name.replace('!', '/'));
    return new BlockNode(
        name,
        "/dev/" + node,
        number,
        attributes.bytes("size"),
        attributes,
        Mapping.read(attributes),
        // A directory of a disk may also be another disk, as eMMC's boot areas.
        attributes.names("").stream()
            .filter(child -> child.startsWith(name))
            .filter(child -> attributes.in(child).has("partition"))
            .toList(),
        attributes.names("holders"));
  }
}
