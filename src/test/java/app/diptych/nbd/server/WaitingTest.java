package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// How long a client is waited for.
final class WaitingTest {
  private static final long BEGIN = 1_000;
  private final Waiting waiting = new Waiting();

  @Test
  void itBeginsWithTheFirstLookAndAddsUp() {
    assertThat(waiting.look(BEGIN, false)).isZero();
    assertThat(waiting.look(BEGIN + 10, false)).isEqualTo(10);
    assertThat(waiting.look(BEGIN + 100, false)).isEqualTo(100);
  }

  @Test
  void whatTheDeviceTakesDoesNotCount() {
    assertThat(waiting.look(BEGIN, true)).isZero();
    assertThat(waiting.look(BEGIN + 10, true)).isZero();
    assertThat(waiting.look(BEGIN + 15, false)).isEqualTo(5);
    assertThat(waiting.look(BEGIN + 90, true)).isEqualTo(5);
    assertThat(waiting.look(BEGIN + 92, false)).isEqualTo(7);
  }
}
