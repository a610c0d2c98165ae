package app.diptych.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of a button's words.
final class PartsTest {

  @ParameterizedTest
  @CsvSource({"_Erase old__disk (1__2), Erase old_disk (1_2)", "Cop_y, Copy", "plain, plain"})
  void underscoresOfNamesAreSaidAndThoseOfMnemonicsAreNot(String text, String spoken) {
    assertThat(Parts.spoken(text)).isEqualTo(spoken);
  }

  @ParameterizedTest
  @CsvSource({
    "_Erase old__disk, _Erase old_disk",
    "old__disk lö_schen, old__disk lö_schen",
    "a___b__c, a___b_c",
    "a__b, a__b",
    "plain, plain"
  })
  void aButtonTakesUnderscoresApartUpToItsMnemonicOnly(String text, String drawn) {
    assertThat(Parts.drawn(text)).isEqualTo(drawn);
  }
}
