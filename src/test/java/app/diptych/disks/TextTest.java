package app.diptych.disks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextTest {

  @Test
  void octalEscapesAreBytesOfUtf8() {
    assertThat(Text.decodeOctal("/a\\040b\\011c\\134d\\303\\274")).isEqualTo("/a b\tc\\dü");
  }

  @Test
  void whatIsNoEscapeStays() {
    assertThat(Text.decodeOctal("a\\9b\\04")).isEqualTo("a\\9b\\04");
    assertThat(Text.decodeHex("a\\x4")).isEqualTo("a\\x4");
    assertThat(Text.decodeHex("\\040\\x20ü\\x7Eß")).isEqualTo("\\040 ü~ß");
  }

  @Test
  void nothingPrintableIsNoText() {
    assertThat(Text.printable(" \0\u0085\u202e ")).isEmpty();
    assertThat(Text.printable("a\u00a0\u2028b")).contains("a b");
  }

  @Test
  void whatATerminalWouldObeyAndWhatDisguisesIsShownAsAQuestion() {
    assertThat(Text.harmless("/media/\u001b[2J\u009b2J\u202egpj.exe\u2028\n\ud800"))
        .isEqualTo("/media/?[2J?2J?gpj.exe???");
    assertThat(Text.harmless("Größe \u2713 \u00a0 \uD83D\uDCBE"))
        .isEqualTo("Größe \u2713 \u00a0 \uD83D\uDCBE");
  }

  @Test
  void anImpossiblePathIsShownInPart() {
    assertThat(Text.path("/a\0b").toString()).isEqualTo("/a?b");
  }
}
