package app.diptych.ui;

import app.diptych.clone.Wording;
import app.diptych.ui.job.Deed;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;

/// What a button says that does a deed.
final class Promise {
  private static final char NO_BREAK = '\u00a0';

  private Promise() {}

  /// What is done to the target; an underscore marks the mnemonic.
  static String of(Deed deed, Candidate target) {
    String title = Parts.literal(target.title());
    if (target.size().isEmpty()) {
      return Texts.of(deed.key("clone.create", "mirror.create"), title);
    }
    String size = Wording.size(target.size().getAsLong()).replace(' ', NO_BREAK);
    return switch (target) {
      case Candidate.OfDisk _, Candidate.OfExport _ ->
          Texts.of(deed.key("clone.erase", "mirror.erase"), title, size);
      case Candidate.OfImage _ ->
          Texts.of(deed.key("clone.overwrite", "mirror.overwrite"), title, size);
    };
  }
}
