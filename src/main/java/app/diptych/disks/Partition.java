package app.diptych.disks;

import java.util.List;
import java.util.Optional;

/// A part of a disk that the kernel knows as a device of its own.
///
/// @param path its node, such as `/dev/sda1`
/// @param deviceNumber its number
/// @param offset first byte on the disk
/// @param size bytes
/// @param isReadOnly whether the system takes no writes for it, though it may for the rest
/// @param fileSystem type such as `ext4`, where known
/// @param label the file system's label, or else the partition's name, where known
/// @param uses who stands on it
public record Partition(
    String path,
    DeviceNumber deviceNumber,
    long offset,
    long size,
    boolean isReadOnly,
    Optional<String> fileSystem,
    Optional<String> label,
    List<Use> uses) {

  /// Keeps its own copy of the list.
  public Partition {
    uses = List.copyOf(uses);
  }
}
