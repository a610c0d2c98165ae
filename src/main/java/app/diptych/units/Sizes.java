package app.diptych.units;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/// Sizes as people read them, at most three digits before the unit counts up. In SI units, as
/// printed on disks, unless the default locale of the process carries the mark that asks for powers
/// of 1024: so a face sets the language and the units in one place, and every sentence follows.
public final class Sizes {
  private static final String BINARY = "iec";
  private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_UP);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final List<String> SI = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
  private static final List<String> IEC = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

  private Sizes() {}

  /// A size: `64 GB`, or `59.6 GiB` where the process counts so.
  public static String of(long bytes) {
    Locale locale = Locale.getDefault();
    boolean isBinary = BINARY.equals(locale.getExtension(Locale.PRIVATE_USE_EXTENSION));
    BigDecimal step = isBinary ? KIBI : THOUSAND;
    BigDecimal value = BigDecimal.valueOf(bytes);
    int unit = 0;
    while (rounded(value).abs().compareTo(step) >= 0) {
      value = value.divide(step);
      unit++;
    }
    char point = DecimalFormatSymbols.getInstance(locale).getDecimalSeparator();
    String digits = rounded(value).stripTrailingZeros().toPlainString().replace('.', point);
    return digits + " " + (isBinary ? IEC : SI).get(unit);
  }

  /// A locale in which sizes are told in powers of 1024, the same else.
  public static Locale inBinary(Locale locale) {
    return new Locale.Builder()
        .setLocale(locale)
        .setExtension(Locale.PRIVATE_USE_EXTENSION, BINARY)
        .build();
  }

  // Between 1000 and 1023 of a binary unit there are four digits, and all of them count.
  private static BigDecimal rounded(BigDecimal value) {
    return value.abs().compareTo(THOUSAND) >= 0
        ? value.setScale(0, RoundingMode.HALF_UP)
        : value.round(THREE);
  }
}
