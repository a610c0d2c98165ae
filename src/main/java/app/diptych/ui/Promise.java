package app.diptych.ui;

import app.diptych.disks.Disk;
import app.diptych.ui.disks.Candidate;
import app.diptych.ui.job.Deed;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import app.diptych.units.Sizes;
import java.util.function.Predicate;

/// What a button says that does a deed.
final class Promise {
  private static final char NO_BREAK = '\u00a0';

  // As many as people compare with what is printed on the disk.
  private static final int TAIL = 4;

  // A longer name would push the rest, which tells the disk from others, out of the button.
  private static final int LONGEST_TITLE = 32;

  private Promise() {}

  /// What is done to the target; an underscore marks the mnemonic.
  static String of(Deed deed, Candidate target) {
    String title = Parts.literal(brief(target.title()));
    if (target.size().isEmpty()) {
      return Texts.of(deed.key("clone.create", "mirror.create"), title);
    }
    String size = Sizes.of(target.size().getAsLong()).replace(' ', NO_BREAK);
    return switch (target) {
      case Candidate.OfDisk(var disk) ->
          Texts.of(deed.key("clone.erase", "mirror.erase"), title, mark(disk, size));
      case Candidate.OfExport _ -> Texts.of(deed.key("clone.erase", "mirror.erase"), title, size);
      case Candidate.OfImage _ ->
          Texts.of(deed.key("clone.overwrite", "mirror.overwrite"), title, size);
    };
  }

  private static String brief(String title) {
    return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…";
  }

  /// What tells this disk from others of its name: the end of its serial number, which is printed
  /// on it, else its name under `/dev`.
  private static String mark(Disk disk, String size) {
    String name = disk.title().equals(disk.path()) ? size : disk.name();
    return disk.hardware()
        .serial()
        .filter(Predicate.not(String::isBlank))
        .map(serial -> "…" + serial.substring(Math.max(0, serial.length() - TAIL)))
        .map(Parts::literal)
        .orElseGet(() -> Parts.literal(name));
  }
}
