package app.diptych.clone;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.units.Sizes;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Sentences in the language and the units of the process.
final class LanguageTest {
  private static final Refusal REFUSAL = new Refusal.Lengths(5_000_000, 2_500_000, false);

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @Test
  void germansReadGerman() {
    Locale.setDefault(Locale.GERMANY);

    assertThat(Wording.of(REFUSAL)).contains("2,5 MB").contains("Ziel");
  }

  @Test
  void unitsAndLanguageGoTogether() {
    Locale.setDefault(Sizes.inBinary(Locale.GERMAN));

    assertThat(Wording.of(REFUSAL)).contains("2,38 MiB").contains("Ziel");
  }
}
