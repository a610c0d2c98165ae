package app.diptych.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names of others that fit where they are shown.
final class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "SanDisk Ultra (/dev/sdb), SanDisk Ultra (/dev/sdb)",
    "(/srv/disks/customers/old_disk.img) → b, (…/old_disk.img) → b",
    "a_name_that_is_longer_than_all_others.img, a_name_that_…l_others.img",
    "/srv/a_name_that_is_longer_than_all_others.img, …/a_name_tha…l_others.img",
    "------------------------------, ------------…------------",
    "//////////////////////////////, …//",
    "/costs/$1/and/much/more/than/that, …/that",
    "/srv/one/that/is/long/a.img → /srv/other/that/is/long/b.img, …/a.img → …/b.img",
    "/srv/one/that/is/long/a.img → /srv/other/that/is/long/a.img, "
        + "…/one/…/a.img → …/other/…/a.img",
    "/srv/images/of/today/one/a.img → /srv/images/of/today/two/a.img, "
        + "…/one/a.img → …/two/a.img",
    "---------------------------1------------ → ---------------------------2------------, "
        + "---------------------------1------------ → ---------------------------2------------"
  })
  void longWordsAreToldBriefly(String text, String brief) {
    assertThat(Names.brief(text)).isEqualTo(brief);
  }

  @ParameterizedTest
  @CsvSource({
    "abcdef, 6, abcdef",
    "abcdefg, 6, abc…efg",
    "😀😁😂😃😄, 4, 😀😁…😃😄",
    "a\u0301bcd\u0301, 2, a\u0301…d\u0301"
  })
  void ofALongTextTheEndsAreLeft(String text, int most, String ends) {
    assertThat(Names.ends(text, most)).isEqualTo(ends);
  }

  @ParameterizedTest
  @CsvSource({
    "\u05d0\u05d1 \u05d2, \u05d0\u05d1\u00a0\u05d2",
    "\u05d0$1\u05d2$\\\u05d0, \u05d0$1\u05d2$\\\u05d0",
    "the disk \u05d0\u05d1 1.img of yours, the disk \u05d0\u05d1 1.img of yours",
    "disk 1.img, disk 1.img",
    "\u200e\u200e\u200e/srv/\u05d0\u200e, \u200e\u200e\u200e/srv/\u05d0\u200e"
  })
  void whatIsShortStaysInALine(String text, String lines) {
    assertThat(Names.inLines(text)).isEqualTo(lines);
  }

  @Test
  void whatIsLongFromRightToLeftHasItsLines() {
    assertThat(Names.inLines("\u05d0".repeat(50)).lines().map(String::length))
        .containsExactly(24, 24, 2);
    assertThat(Names.inLines("\u05d0\u05d1\u05d2 ".repeat(7) + "\u05d0").lines())
        .containsExactly(
            "\u05d0\u05d1\u05d2\u00a0".repeat(5) + "\u05d0\u05d1\u05d2",
            "\u05d0\u05d1\u05d2\u00a0\u05d0");
    assertThat(
            Names.inLines("the \u200e/srv/images/a\u05d0" + "\u05d1".repeat(20) + " lasts").lines())
        .containsExactly("the \u200e/srv/images/a", "\u05d0" + "\u05d1".repeat(20) + " lasts");
  }

  @ParameterizedTest
  @CsvSource({
    "abcdef, ab...f, ab...f",
    "a😀😀b, a\ud83d...\ude00b, a...b",
    "ae\u0301xe\u0301b, ae...\u0301b, a...b",
    "abcdef, other, other"
  })
  void noCharacterIsLeftInHalf(String text, String left, String whole) {
    assertThat(Names.whole(left, text)).isEqualTo(whole);
  }
}
