package app.diptych.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Texts that fit where they are shown.
final class PartsTest {

  @ParameterizedTest
  @CsvSource({
    "SanDisk Ultra (/dev/sdb), SanDisk Ultra (/dev/sdb)",
    "(/srv/disks/customers/old_disk.img) → b, (…/old_disk.img) → b",
    "a_name_that_is_longer_than_all_others.img, a_name_that_…l_others.img",
    "/srv/a_name_that_is_longer_than_all_others.img, …/a_name_tha…l_others.img",
    "------------------------------, ------------…------------",
    "//////////////////////////////, …//",
    "/costs/$1/and/much/more/than/that, …/that"
  })
  void longWordsAreToldBriefly(String text, String brief) {
    assertThat(Parts.brief(text)).isEqualTo(brief);
  }

  @ParameterizedTest
  @CsvSource({"_Erase old__disk (1__2), Erase old_disk (1_2)", "Cop_y, Copy", "plain, plain"})
  void underscoresOfNamesAreSaidAndThoseOfMnemonicsAreNot(String text, String spoken) {
    assertThat(Parts.spoken(text)).isEqualTo(spoken);
  }
}
