package app.diptych.ui;

import app.diptych.disks.Disk;
import app.diptych.ui.disks.Candidate;
import java.util.Optional;

/// How a source falls onto a target: their lengths on one scale, and their sectors.
///
/// @param source what is cloned
/// @param target what is overwritten
record Landing(Side source, Side target) {

  /// One of the two.
  ///
  /// @param bytes its length
  /// @param sector bytes of a sector, where it has some
  record Side(long bytes, Optional<Integer> sector) {

    private static Optional<Side> of(Candidate candidate) {
      if (candidate.size().isEmpty()) {
        return Optional.empty();
      }
      Optional<Integer> sector =
          candidate instanceof Candidate.OfDisk(Disk disk)
              ? Optional.of(disk.sectors().logical())
              : Optional.empty();
      return Optional.of(new Side(candidate.size().getAsLong(), sector));
    }
  }

  /// Of a pair whose lengths are known; a target that does not exist yet gets the source's length.
  static Optional<Landing> of(Candidate source, Candidate target) {
    return Side.of(source)
        .filter(side -> side.bytes() > 0)
        .map(from ->
            new Landing(from, Side.of(target).orElse(new Side(from.bytes(), Optional.empty()))));
  }

  /// Bytes that find room on the target.
  long landed() {
    return Math.min(source.bytes(), target.bytes());
  }

  /// Bytes of the source that find no room.
  long missing() {
    return source.bytes() - landed();
  }

  /// Bytes of the target that no byte of the source falls onto.
  long rest() {
    return target.bytes() - landed();
  }

  /// Whether both have sectors, of different sizes.
  boolean sectorsDiffer() {
    return source.sector().isPresent()
        && target.sector().isPresent()
        && !source.sector().equals(target.sector());
  }
}
