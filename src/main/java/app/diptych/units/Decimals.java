package app.diptych.units;

import java.text.DecimalFormatSymbols;
import java.util.Locale;

/// Decimal fractions as the language of the process writes them. Not by `BigDecimal` and
/// `Formatter`: their tables take a short command 30 ms of its start.
public final class Decimals {
  private Decimals() {}

  /// A number of tenths as `1.5`, or of hundredths as `1.50`.
  ///
  /// @param number how many parts
  /// @param parts of which so many make one: 1, 10, 100, …
  public static String of(long number, long parts) {
    String whole = Long.toString(number / parts);
    // All but the first digit, which is there for the zeros that follow it.
    String fraction = Long.toString(parts + number % parts).substring(1);
    return parts == 1 ? whole : whole + point(Locale.getDefault()) + fraction;
  }

  private static char point(Locale locale) {
    return locale.equals(Locale.ENGLISH)
        ? '.'
        : DecimalFormatSymbols.getInstance(locale).getDecimalSeparator();
  }
}
