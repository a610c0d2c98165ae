package app.diptych.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HarmlessTest {

  @Test
  void whatATerminalWouldObeyAndWhatDisguisesIsShownAsAQuestion() {
    assertThat(Harmless.of("/media/\u001b[2J\u009b2J\u202egpj.exe\u2028\n\ud800"))
        .isEqualTo("/media/?[2J?2J?gpj.exe???");
    assertThat(Harmless.of("Größe \u2713 \u00a0 \uD83D\uDCBE"))
        .isEqualTo("Größe \u2713 \u00a0 \uD83D\uDCBE");
  }

  @Test
  void wordsStandOnOneLineWithSingleSpaces() {
    assertThat(Harmless.words("\r\n no \u001b[31m such\u00a0\u2028\texport\0"))
        .isEqualTo("no [31m such export");
    assertThat(Harmless.words(" \0\u0085\u202e ")).isEmpty();
  }
}
