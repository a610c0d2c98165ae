package app.diptych.ui.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is shown of the time left.
final class CountdownTest {
  private static final long TENTH = 100_000_000L;

  private final Countdown countdown = new Countdown();
  private long now;

  private OptionalLong take(long seconds) {
    now += TENTH;
    return countdown.take(OptionalLong.of(seconds), now);
  }

  private OptionalLong takeFor(int tenths, long seconds) {
    OptionalLong last = OptionalLong.empty();
    for (int i = 0; i < tenths; i++) {
      last = take(seconds);
    }
    return last;
  }

  @Test
  void itIsHiddenUntilTheEstimatesAgree() {
    assertThat(takeFor(20, 100)).isEmpty();
    assertThat(takeFor(15, 300)).isEmpty();
    assertThat(takeFor(40, 300)).hasValue(300);
  }

  @Test
  void whereNothingIsKnownNothingIsShown() {
    takeFor(60, 50);

    assertThat(countdown.take(OptionalLong.empty(), now + TENTH)).isEmpty();
    assertThat(take(50)).isEmpty();
  }

  @Test
  void itIsHiddenAgainWhenTheEstimateIsFarFromIt() {
    takeFor(60, 40);

    assertThat(takeFor(3, 4000)).isEmpty();
  }

  @Test
  void nothingLeftOfWhatIsNotDoneIsNotShown() {
    assertThat(takeFor(60, 30)).isPresent();

    for (long left = 29; left > 0; left--) {
      takeFor(10, left);
    }
    assertThat(takeFor(100, 0)).isEmpty();
  }

  @Test
  void itComesToWhatIsEstimated() {
    takeFor(60, 200);

    assertThat(takeFor(600, 260).getAsLong()).isBetween(225L, 260L);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void itDoesNotJumpWhereTheEstimatesDo(long seed) {
    var random = new SplittableRandom(seed);
    List<Long> shown = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      double truth = 300 - i / 10.0;
      take(Math.round(truth * random.nextDouble(0.88, 1.12))).ifPresent(shown::add);
    }

    assertThat(shown).hasSizeGreaterThan(700);
    for (int i = 1; i < shown.size(); i++) {
      assertThat(Math.abs(shown.get(i) - shown.get(i - 1))).isLessThanOrEqualTo(5);
    }
    assertThat(shown.getLast()).isBetween(180L, 240L);
  }
}
