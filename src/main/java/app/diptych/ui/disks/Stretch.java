package app.diptych.ui.disks;

import app.diptych.disks.Disk;
import app.diptych.disks.Partition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A stretch of a disk from one border to the next: a partition, or free space.
///
/// @param size bytes
/// @param partition what is there; absent for free space
public record Stretch(long size, Optional<Partition> partition) {

  // Alignment leaves a MiB before the first partition and some sectors after the last: no free
  // space that a person means.
  private static final long LEAST_FREE = 1 << 22;

  /// A disk's stretches from its first byte to its last; a partition inside another (a logical one
  /// in its extended one) is left out. Empty for a disk without partitions.
  public static List<Stretch> of(Disk disk) {
    if (disk.partitions().isEmpty()) {
      return List.of();
    }
    var stretches = new ArrayList<Stretch>();
    long end = 0;
    for (Partition partition :
        disk.partitions().stream().sorted(Comparator.comparingLong(Partition::offset)).toList()) {
      if (partition.offset() < end) {
        continue;
      }
      addFree(stretches, partition.offset() - end);
      stretches.add(new Stretch(partition.size(), Optional.of(partition)));
      end = partition.offset() + partition.size();
    }
    addFree(stretches, disk.size() - end);
    return List.copyOf(stretches);
  }

  private static void addFree(List<Stretch> stretches, long size) {
    if (size >= LEAST_FREE) {
      stretches.add(new Stretch(size, Optional.empty()));
    }
  }
}
