package app.diptych.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An amount of bytes, as people write it: `50M` and `50MB` are SI, `64MiB` are powers of two.
///
/// @param bytes the amount
record Amount(long bytes) {
  /// Nothing was asked for.
  static final Amount NONE = new Amount(0);

  private static final List<String> UNITS = List.of("", "K", "M", "G", "T", "P");
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?) ?([kKMGTP]?)(i?)B?");

  /// What the text says.
  ///
  /// @throws IllegalArgumentException if it is no amount of a byte at least, with one line that
  ///   says so
  static Amount parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      int unit = UNITS.indexOf(form.group(2).toUpperCase(Locale.ROOT));
      boolean isBinary = !form.group(3).isEmpty();
      BigDecimal factor = BigDecimal.valueOf(isBinary ? 1024 : 1000).pow(unit);
      BigDecimal bytes = new BigDecimal(form.group(1)).multiply(factor);
      boolean isInRange =
          bytes.compareTo(BigDecimal.ONE) >= 0
              && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
      if (isInRange && (unit > 0 || !isBinary)) {
        return new Amount(bytes.longValue());
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no amount from 1 byte to 9223P, such as 50M or 64MiB");
  }
}
