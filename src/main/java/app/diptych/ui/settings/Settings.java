package app.diptych.ui.settings;

import app.diptych.mirror.CopyMode;
import java.util.Locale;

/// Everything that can be set.
///
/// @param language what the window speaks
/// @param units what sizes are told in
/// @param look its colours
/// @param textSize how large its texts are
/// @param job how jobs begin
/// @param isWelcomed whether the lines for the first start were put away
public record Settings(
    Language language,
    Units units,
    Look look,
    TextSize textSize,
    JobDefaults job,
    boolean isWelcomed) {

  /// What holds where nothing was set.
  public static final Settings DEFAULT =
      new Settings(
          Language.SYSTEM,
          Units.SI,
          Look.SYSTEM,
          TextSize.NORMAL,
          new JobDefaults(false, false, Retries.NONE, false, false, CopyMode.WRITE_BLOCKING),
          false);

  /// The locale of a process with these settings: its language and its units.
  public Locale locale() {
    return units.in(language.locale());
  }

  /// The same in another language.
  Settings with(Language other) {
    return new Settings(other, units, look, textSize, job, isWelcomed);
  }

  /// The same in other units.
  Settings with(Units other) {
    return new Settings(language, other, look, textSize, job, isWelcomed);
  }

  /// The same with another look.
  public Settings with(Look other) {
    return new Settings(language, units, other, textSize, job, isWelcomed);
  }

  /// The same with texts of another size.
  public Settings with(TextSize other) {
    return new Settings(language, units, look, other, job, isWelcomed);
  }

  /// The same for jobs that begin otherwise.
  Settings with(JobDefaults other) {
    return new Settings(language, units, look, textSize, other, isWelcomed);
  }

  /// The same with the lines for the first start put away.
  public Settings welcomed() {
    return new Settings(language, units, look, textSize, job, true);
  }
}
