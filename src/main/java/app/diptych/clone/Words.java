package app.diptych.clone;

import java.util.Locale;

/// The words for values of closed sets, as options, scripts and reports have them.
public final class Words {
  private Words() {}

  /// The word for a value: `write-blocking`.
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
