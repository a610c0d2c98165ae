package app.diptych.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sizes in the language and the units of the process.
final class SizesTest {
  private static final long[] TENS = {1, 1000, 100_000, 10_000_000, 1_000_000_000, 10_000_000_000L};

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "512, 512 B",
    "999, 999 B",
    "1000, 1 kB",
    "1048576, 1.05 MB",
    "999499, 999 kB",
    "999500, 1 MB",
    "62200000000, 62.2 GB",
    "64000000000, 64 GB",
    "1500000000000, 1.5 TB",
    "120034123776, 120 GB",
    "9223372036854775807, 9.22 EB"
  })
  void sizesAreAsPrintedOnDisks(long bytes, String text) {
    Locale.setDefault(Locale.ENGLISH);

    assertThat(Sizes.of(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1000, 1000 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1048575, 1 MiB",
    "1047552, 1023 KiB",
    "64023257088, 59.6 GiB",
    "9223372036854775807, 8 EiB"
  })
  void binaryUnitsCountIn1024(long bytes, String text) {
    Locale.setDefault(Sizes.inBinary(Locale.ENGLISH));

    assertThat(Sizes.of(bytes)).isEqualTo(text);
  }

  @Test
  void threeDigitsAreThoseOfExactArithmetic() {
    Locale.setDefault(Locale.ENGLISH);
    var random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      // Halves are what rounding goes wrong with.
      long bytes = random.nextLong(1_000_000) * 5 * TENS[random.nextInt(TENS.length)];
      String told = Sizes.of(bytes);
      int space = told.indexOf(' ');
      var exact = new BigDecimal(bytes).round(new MathContext(3, RoundingMode.HALF_UP));

      int thousands = List.of("B", "kB", "MB", "GB", "TB", "PB").indexOf(told.substring(space + 1));
      assertThat(new BigDecimal(told.substring(0, space)).scaleByPowerOfTen(3 * thousands))
          .isEqualByComparingTo(exact);
    }
  }

  @Test
  void germansWriteAComma() {
    Locale.setDefault(Locale.GERMANY);

    assertThat(Sizes.of(1_500_000_000_000L)).isEqualTo("1,5 TB");
  }
}
