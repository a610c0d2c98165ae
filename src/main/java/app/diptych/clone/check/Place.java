package app.diptych.clone.check;

import app.diptych.block.Region;
import app.diptych.disks.DeviceNumber;
import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import app.diptych.disks.Partition;
import app.diptych.disks.Use;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where among the disks a block device lies: a whole disk, or a partition of it.
///
/// @param disk the disk
/// @param partition the partition; empty for the whole disk
public record Place(Disk disk, Optional<Partition> partition) {

  /// Where the device of this number lies; empty where none of these disks has it.
  static Optional<Place> of(DeviceNumber number, List<Disk> disks) {
    return DiskInventory.diskOf(number, disks).map(disk -> new Place(disk, disk.partition(number)));
  }

  /// The bytes of the disk that belong to it.
  public Region region() {
    return partition
        .map(part -> new Region(part.offset(), part.size()))
        .orElse(new Region(0, disk.size()));
  }

  /// The node's path, as the system lists it.
  public String path() {
    return partition.map(Partition::path).orElse(disk.path());
  }

  /// Its number.
  DeviceNumber number() {
    return partition.map(Partition::deviceNumber).orElse(disk.deviceNumber());
  }

  /// Whether the system takes no writes for it.
  boolean isReadOnly() {
    return disk.isReadOnly() || partition.filter(Partition::isReadOnly).isPresent();
  }

  /// Whether a byte belongs to both. A whole disk overlaps its partitions even where its size is
  /// not told.
  boolean overlaps(Place other) {
    return disk.deviceNumber().equals(other.disk.deviceNumber())
        && (partition.isEmpty() || other.partition.isEmpty() || region().overlaps(other.region()));
  }

  /// Whether a mapping lies on it, at any height: a volume, an array, a loop device over a file.
  /// Then a write to the one may be a change of the other.
  boolean isUnder(Disk mapping) {
    return uses().stream().anyMatch(use -> use.isBy(mapping));
  }

  /// Whoever stands on it: of a partition also who stands on its whole disk, of a disk also who
  /// stands on its partitions.
  List<Use> uses() {
    return partition
        .map(part -> Stream.concat(part.uses().stream(), disk.uses().stream()).toList())
        .orElseGet(disk::allUses);
  }
}
