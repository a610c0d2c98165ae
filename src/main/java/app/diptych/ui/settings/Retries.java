package app.diptych.ui.settings;

import app.diptych.ui.parts.Texts;

/// How often what cannot be read is tried once more, after all the rest was copied.
public enum Retries {
  /// Not at all.
  NONE(0),
  /// Once.
  ONCE(1),
  /// A few times, between which a warm disk may have cooled down.
  FEW(3),
  /// Many times, which may take long.
  MANY(10);

  private final int times;

  Retries(int times) {
    this.times = times;
  }

  /// In words.
  public String words() {
    return switch (this) {
      case NONE -> Texts.of("retries.none");
      case ONCE -> Texts.of("retries.once");
      case FEW -> Texts.of("retries.few");
      case MANY -> Texts.of("retries.many");
    };
  }

  /// So many times.
  public int times() {
    return times;
  }
}
