package app.diptych.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Bidi;
import org.junit.jupiter.api.Test;

/// Names that are written from right to left, in sentences that are not.
final class DirectionTest {
  private static final String HEBREW = "\u05d0\u05d1\u05d2";
  private static final String ARABIC = "\u0627\u0628";

  private static boolean runsRight(String text, String part) {
    int level = new Bidi(text, Bidi.DIRECTION_LEFT_TO_RIGHT).getLevelAt(text.indexOf(part));
    return level % 2 == 0;
  }

  @Test
  void theSourceStaysOnTheLeftOfTheTarget() {
    String title = Texts.of("job.title", "/" + HEBREW, "/" + ARABIC);

    assertThat(runsRight(title, "→")).isTrue();
    assertThat(runsRight(title, HEBREW)).isFalse();
  }

  @Test
  void whatFollowsANameDoesNotRunIntoIt() {
    String button = Texts.of("clone.erase", HEBREW, "…4F2A");

    assertThat(runsRight(button, "(")).isTrue();
    assertThat(runsRight(button, "4")).isTrue();
  }

  @Test
  void aTextWithinATextIsStillReadable() {
    String inner = Texts.of("job.title", HEBREW, ARABIC);

    assertThat(Texts.of("notice.title", "Done", inner)).contains(HEBREW).doesNotContain("?");
  }

  @Test
  void whoTurnsALineOnPurposeIsShown() {
    assertThat(Texts.of("job.title", "a\u202Eb", "c")).contains("a?b");
  }

  @Test
  void aLineThatBeginsWithANameIsReadFromTheLeft() {
    String line = Texts.shown(HEBREW + " 1.img");

    assertThat(new Bidi(line, Bidi.DIRECTION_DEFAULT_RIGHT_TO_LEFT).baseIsLeftToRight()).isTrue();
    assertThat(Texts.shown("disk 1.img")).isEqualTo("disk 1.img");
  }

  @Test
  void whatCanBeShownAlreadyStaysAsItIs() {
    String shown = Texts.shown(HEBREW + "\ndisk\n" + ARABIC + " 1.img");

    assertThat(Texts.shown(shown)).isEqualTo(shown);
  }

  @Test
  void theBeginningOfANameIsLeftWhereItsMiddleIsLeftOut() {
    assertThat(Texts.afterOneMark(Texts.shown(HEBREW))).isEqualTo("\u200e" + HEBREW + "\u200e");
  }

  @Test
  void nothingIsTurnedByLeavingOutWhatIsBeforeAName() {
    String title = Texts.of("job.title", "/srv/images/of/yesterday/" + HEBREW, "/" + ARABIC);

    String brief = Names.brief(title);

    assertThat(brief).doesNotContain("images");
    assertThat(new Bidi(brief, Bidi.DIRECTION_DEFAULT_RIGHT_TO_LEFT).baseIsLeftToRight()).isTrue();
    assertThat(runsRight(brief, "→")).isTrue();
  }
}
