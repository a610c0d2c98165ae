package app.diptych.ui.job;

import app.diptych.ui.parts.Texts;

/// What is done to a target.
public enum Deed {
  /// The source is cloned onto it.
  CLONE,
  /// The source stays in use while the target becomes its copy.
  MIRROR;

  /// Its name.
  public String title() {
    return switch (this) {
      case CLONE -> Texts.of("erase.clone");
      case MIRROR -> Texts.of("erase.mirror");
    };
  }

  /// The one or the other, whichever this is.
  public String key(String forClone, String forMirror) {
    return switch (this) {
      case CLONE -> forClone;
      case MIRROR -> forMirror;
    };
  }
}
