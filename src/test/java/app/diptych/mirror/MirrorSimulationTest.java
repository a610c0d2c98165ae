package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Both sides are equal in the end, whatever the order in which things happen and whatever fails.
final class MirrorSimulationTest {
  private static final int SEEDS = Integer.getInteger("diptych.seeds", 4_000);
  private static final int BATCH = 100;

  static LongStream batches() {
    return LongStream.range(0, SEEDS / BATCH).map(b -> b * BATCH);
  }

  @Test
  void theSameSeedIsTheSamePlay() throws Exception {
    Scenario scenario = Scenario.of(7);

    assertThat(Simulation.play(scenario)).isEqualTo(Simulation.play(scenario));
  }

  @ParameterizedTest(name = "seeds from {0}")
  @MethodSource("batches")
  void bothSidesAreEqualInTheEnd(long first) throws Exception {
    for (long seed = first; seed < first + BATCH; seed++) {
      Simulation.play(Scenario.of(seed));
    }
  }

  /// What goes wrong first with the seeds up to this one, null where nothing does.
  static @Nullable String firstFailure(int seeds) throws Exception {
    for (long seed = 0; seed < seeds; seed++) {
      try {
        Simulation.play(Scenario.of(seed));
      } catch (AssertionError | RuntimeException e) {
        return e.toString();
      }
    }
    return null;
  }
}
