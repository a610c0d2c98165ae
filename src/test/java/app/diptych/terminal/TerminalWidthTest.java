package app.diptych.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// How wide a terminal is.
final class TerminalWidthTest {
  @Test
  void whatIsNoTerminalHasNoWidth() {
    assertThat(TerminalWidth.columns(-1)).isEmpty();
  }
}
