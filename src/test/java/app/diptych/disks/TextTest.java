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
    assertThat(Text.printable("a\u00a0\u2028\ufffdb")).contains("a b");
  }

  @Test
  void anImpossiblePathIsShownInPart() {
    assertThat(Text.path("/a\0b").toString()).isEqualTo("/a?b");
  }
}
