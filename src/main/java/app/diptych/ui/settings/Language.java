package app.diptych.ui.settings;

import java.util.Locale;

/// The language of the window.
public enum Language {
  /// That of the system, where there are texts in it; else English.
  SYSTEM,
  /// English.
  ENGLISH,
  /// German.
  GERMAN;

  /// The locale that texts, numbers and JavaFX's own words follow.
  public Locale locale() {
    return switch (this) {
      case SYSTEM -> ofTheSystem();
      case ENGLISH -> Locale.ENGLISH;
      case GERMAN -> Locale.GERMAN;
    };
  }

  // The process's default is English by then, as its commands speak.
  private static Locale ofTheSystem() {
    String language = System.getProperty("user.language", "");
    return Locale.of(language).equals(Locale.GERMAN) ? Locale.GERMAN : Locale.ENGLISH;
  }
}
