package app.diptych.ui;

import app.diptych.clone.Wording;

/// What is done to a target.
enum Deed {
  /// The source is cloned onto it.
  CLONE,
  /// The source stays in use while the target becomes its copy.
  MIRROR;

  private static final char NO_BREAK = '\u00a0';

  /// Its name.
  String title() {
    return switch (this) {
      case CLONE -> Texts.of("erase.clone");
      case MIRROR -> Texts.of("erase.mirror");
    };
  }

  /// What is said while it is done.
  String running() {
    return Texts.of(key("clone.running", "mirror.running"));
  }

  /// What a button says that does it; an underscore marks the mnemonic.
  String promise(Candidate target) {
    String title = Parts.literal(target.title());
    if (target.size().isEmpty()) {
      return Texts.of(key("clone.create", "mirror.create"), title);
    }
    String size = Wording.size(target.size().getAsLong()).replace(' ', NO_BREAK);
    return switch (target) {
      case Candidate.OfDisk _, Candidate.OfExport _ ->
          Texts.of(key("clone.erase", "mirror.erase"), title, size);
      case Candidate.OfImage _ -> Texts.of(key("clone.overwrite", "mirror.overwrite"), title, size);
    };
  }

  private String key(String forClone, String forMirror) {
    return switch (this) {
      case CLONE -> forClone;
      case MIRROR -> forMirror;
    };
  }
}
