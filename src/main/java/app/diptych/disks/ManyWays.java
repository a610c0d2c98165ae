package app.diptych.disks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Disks that are reached on several ways, as those of a storage network, where nobody has put the
/// ways together (multipath): to the kernel each way is a disk of its own, but whoever stands on
/// one of them stands on all.
final class ManyWays {
  // Bridges on USB tell one name for whatever is behind them, and copies of a virtual machine's
  // disk that of the first.
  private static final Set<Transport> NAMED_TRULY = Set.of(Transport.SCSI, Transport.NVME);

  private ManyWays() {}

  /// The same disks, each with those who stand on it on another way.
  static List<Disk> joined(List<Disk> disks) {
    return disks.stream().map(disk -> joined(disk, others(disk, disks))).toList();
  }

  private static List<Disk> others(Disk disk, List<Disk> disks) {
    return disks.stream()
        .filter(other -> !other.path().equals(disk.path()) && isSame(disk, other))
        .toList();
  }

  private static boolean isSame(Disk disk, Disk other) {
    Disk.Hardware ours = disk.hardware();
    Disk.Hardware theirs = other.hardware();
    return NAMED_TRULY.contains(ours.transport())
        && ours.transport() == theirs.transport()
        && ours.wwn().isPresent()
        && ours.wwn().equals(theirs.wwn())
        && ours.serial().equals(theirs.serial())
        && disk.size() == other.size();
  }

  private static Disk joined(Disk disk, List<Disk> others) {
    List<Use> uses = new ArrayList<>(disk.uses());
    for (Disk other : others) {
      List<Use> more = more(disk, other);
      if (!more.isEmpty()) {
        uses.add(new Use.Held(disk.path(), Use.HolderKind.WAY, other.path()));
        uses.addAll(more);
      }
    }
    return uses.size() == disk.uses().size() ? disk : disk.with(uses, isSystem(disk, others));
  }

  private static boolean isSystem(Disk disk, List<Disk> others) {
    return disk.isSystem() || others.stream().anyMatch(Disk::isSystem);
  }

  /// What stands on the other way alone: a mapping of both is the one that puts them together.
  private static List<Use> more(Disk disk, Disk other) {
    Set<Use> known = Set.copyOf(disk.allUses());
    Set<String> holders =
        known.stream().flatMap(use -> holder(use).stream()).collect(Collectors.toSet());
    return other.allUses().stream()
        .filter(use -> !known.contains(use))
        .filter(use -> holder(use).filter(holders::contains).isEmpty())
        .toList();
  }

  private static Optional<String> holder(Use use) {
    return use instanceof Use.Held held ? Optional.of(held.holder()) : Optional.empty();
  }
}
