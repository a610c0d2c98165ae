package app.diptych.ui;

import app.diptych.disks.Disk;
import app.diptych.ui.disks.Candidate;
import app.diptych.ui.job.Deed;
import app.diptych.ui.parts.Names;
import app.diptych.ui.parts.Texts;
import app.diptych.units.Sizes;
import java.util.Optional;
import java.util.function.Predicate;

/// What a button says that does a deed.
final class Promise {
  private static final char NO_BREAK = '\u00a0';

  // As many as people compare with what is printed on the disk.
  private static final int TAIL = 4;

  // A longer name would push the rest, which tells the disk from others, out of the button.
  private static final int LONGEST_TITLE = 32;
  private static final int LONGEST_PLACE = 48;

  private Promise() {}

  /// What is done to the target; an underscore marks the mnemonic. Where the source has its name it
  /// is told by where it is.
  static String of(Deed deed, Candidate target, Optional<Candidate> source) {
    Optional<Candidate> namesake = source.filter(from -> from.title().equals(target.title()));
    String title = Names.literal(title(target, namesake));
    if (target.size().isEmpty()) {
      return Texts.of(deed.key("clone.create", "mirror.create"), title);
    }
    String size = Sizes.of(target.size().getAsLong()).replace(' ', NO_BREAK);
    return switch (target) {
      case Candidate.OfDisk(var disk) ->
          Texts.of(deed.key("clone.erase", "mirror.erase"), title, mark(disk, namesake, size));
      case Candidate.OfExport _ -> Texts.of(deed.key("clone.erase", "mirror.erase"), title, size);
      case Candidate.OfImage _ ->
          Texts.of(deed.key("clone.overwrite", "mirror.overwrite"), title, size);
    };
  }

  private static String title(Candidate target, Optional<Candidate> namesake) {
    return namesake.isPresent() && !(target instanceof Candidate.OfDisk)
        ? Names.ends(target.fullName(), LONGEST_PLACE)
        : Names.ends(target.title(), LONGEST_TITLE);
  }

  /// What tells this disk from others of its name: the end of its serial number, which is printed
  /// on it, else its name under `/dev`.
  private static String mark(Disk disk, Optional<Candidate> namesake, String size) {
    String name = disk.title().equals(disk.path()) ? size : disk.name();
    Optional<String> other =
        namesake.flatMap(
            from -> from instanceof Candidate.OfDisk(var its) ? tail(its) : Optional.empty());
    return Names.literal(tail(disk).filter(own -> !other.equals(Optional.of(own))).orElse(name));
  }

  private static Optional<String> tail(Disk disk) {
    return disk.hardware()
        .serial()
        .filter(Predicate.not(String::isBlank))
        .map(serial -> "…" + serial.substring(Math.max(0, serial.length() - TAIL)));
  }
}
