package app.diptych.units;

import java.util.List;
import java.util.Locale;

/// Sizes as people read them, at most three digits before the unit counts up. In SI units, as
/// printed on disks, unless the default locale of the process carries the mark that asks for powers
/// of 1024: so a face sets the language and the units in one place, and every sentence follows.
public final class Sizes {
  private static final String BINARY = "iec";
  // Three digits are enough, but between 1000 and 1023 of a binary unit.
  private static final int ENOUGH = 1000;
  private static final List<String> SI = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
  private static final List<String> IEC = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

  private Sizes() {}

  /// A size: `64 GB`, or `59.6 GiB` where the process counts so.
  public static String of(long bytes) {
    boolean isBinary =
        BINARY.equals(Locale.getDefault().getExtension(Locale.PRIVATE_USE_EXTENSION));
    int step = isBinary ? 1024 : 1000;
    long unit = 1;
    int name = 0;
    while (rounded(bytes, unit, 1) >= step) {
      unit *= step;
      name++;
    }
    long parts = 100;
    while (parts > 1 && rounded(bytes, unit, parts) >= ENOUGH) {
      parts /= 10;
    }
    long number = rounded(bytes, unit, parts);
    while (parts > 1 && number % 10 == 0) {
      number /= 10;
      parts /= 10;
    }
    return Decimals.of(number, parts) + " " + (isBinary ? IEC : SI).get(name);
  }

  /// A locale in which sizes are told in powers of 1024, the same else.
  public static Locale inBinary(Locale locale) {
    return new Locale.Builder()
        .setLocale(locale)
        .setExtension(Locale.PRIVATE_USE_EXTENSION, BINARY)
        .build();
  }

  // In so many parts of a unit. What is left of a whole one has too many digits for a long only
  // from
  // 1 EB on.
  private static long rounded(long bytes, long unit, long parts) {
    return bytes / unit * parts + Math.round((double) (bytes % unit) * parts / unit);
  }
}
