package app.diptych.ui.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// How busy clients are, from their counters.
final class VisitorRatesTest {
  private static final long SECOND = 1_000_000_000L;

  private final VisitorRates rates = new VisitorRates();

  @Test
  void aClientThatHasJustComeIsNotBusyYet() {
    var clients = rates.take(List.of(SampleExports.visitor(1, "local", 500, 300)), 0);

    assertThat(clients)
        .singleElement()
        .satisfies(c -> {
          assertThat(c.reads()).isEqualTo(new Client.Rate(0, 0));
          assertThat(c.writes()).isEqualTo(new Client.Rate(0, 0));
        });
  }

  @Test
  void ratesAreDifferencesOfTheSameConnection() {
    rates.take(List.of(SampleExports.visitor(1, "local", 500, 300)), 0);

    var clients =
        rates.take(
            List.of(
                SampleExports.visitor(2, "local", 9, 9),
                SampleExports.visitor(1, "local", 700, 310)),
            SECOND);

    assertThat(clients).extracting(c -> c.visitor().id()).containsExactly(2L, 1L);
    assertThat(clients).extracting(c -> c.reads().requests()).containsExactly(0L, 200L);
    assertThat(clients).extracting(c -> c.writes().bytes()).containsExactly(0L, 40_960L);
  }

  @Test
  void whatLiesLongBackCountsNoMore() {
    rates.take(List.of(SampleExports.visitor(1, "local", 0, 0)), 0);
    rates.take(List.of(SampleExports.visitor(1, "local", 1000, 0)), SECOND);

    var resting = rates.take(List.of(SampleExports.visitor(1, "local", 1000, 0)), 3 * SECOND);

    assertThat(resting).extracting(c -> c.reads().requests()).containsExactly(0L);
  }

  @Test
  void whoHasGoneIsNotListed() {
    rates.take(List.of(SampleExports.visitor(1, "local", 0, 0)), 0);

    assertThat(rates.take(List.of(), SECOND)).isEmpty();
  }
}
