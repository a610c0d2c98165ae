package app.diptych.clone.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The rate, on a clock that the test moves.
final class RateMeterTest {
  private static final long TOTAL = 1_000_000;

  private long nanos = 42;
  private final RateMeter meter = new RateMeter(() -> nanos);

  private RateMeter.Rate after(Duration time, long bytesDone) {
    nanos += time.toNanos();
    return meter.measure(bytesDone, TOTAL);
  }

  @Test
  void knowsNothingAtFirst() {
    RateMeter.Rate rate = after(Duration.ZERO, 0);

    assertThat(rate.bytesPerSecond()).isZero();
    assertThat(rate.secondsLeft()).isEmpty();
  }

  @Test
  void tellsTheTimeLeftOnceItHasSettled() {
    assertThat(after(Duration.ofSeconds(1), 1000).secondsLeft()).isEmpty();
    assertThat(after(Duration.ofSeconds(1), 2000).secondsLeft()).hasValue(998);
  }

  @Test
  void tellsASteadyRateExactly() {
    for (int second = 1; second <= 10; second++) {
      assertThat(after(Duration.ofSeconds(1), second * 1000L).bytesPerSecond()).isEqualTo(1000);
    }
  }

  @Test
  void dampsAJump() {
    after(Duration.ofSeconds(10), 10_000);

    assertThat(after(Duration.ofSeconds(1), 20_000).bytesPerSecond()).isBetween(2000L, 5000L);
  }

  /// As bytes count that have become durable, the first of them come all at once.
  @Test
  void aLateFirstStepDoesNotMakeTheBeginningSlow() {
    for (int tenth = 1; tenth < 10; tenth++) {
      after(Duration.ofMillis(100), 0);
    }

    assertThat(after(Duration.ofMillis(100), 1000).bytesPerSecond()).isBetween(1000L, 1200L);
  }

  @Test
  void comesToTheRateOfTheLastSeconds() {
    after(Duration.ofSeconds(1), 1000);
    long done = 1000;
    RateMeter.Rate rate = after(Duration.ZERO, done);
    for (int i = 0; i < 30; i++) {
      done += 5000;
      rate = after(Duration.ofSeconds(1), done);
    }

    assertThat(rate.bytesPerSecond()).isCloseTo(5000, within(10L));
  }

  @Test
  void theFigureDoesNotDependOnHowOftenItIsAsked() {
    var often = new RateMeter(() -> nanos);
    after(Duration.ofSeconds(1), 1000);
    often.measure(1000, TOTAL);
    RateMeter.Rate last = often.measure(1000, TOTAL);
    for (int i = 1; i <= 8; i++) {
      nanos += Duration.ofMillis(500).toNanos();
      last = often.measure(1000 + i * 1000L, TOTAL);
    }

    assertThat(meter.measure(9000, TOTAL).bytesPerSecond())
        .isCloseTo(last.bytesPerSecond(), within(1L));
  }

  @Test
  void questionsInQuickSuccessionAreAnsweredWithoutMeasuring() {
    after(Duration.ofSeconds(1), 1000);

    assertThat(after(Duration.ofMillis(1), 900_000).bytesPerSecond()).isEqualTo(1000);
  }

  @Test
  void aStallTakesTheTimeLeftAway() {
    after(Duration.ofSeconds(3), 3000);
    RateMeter.Rate rate = after(Duration.ofSeconds(60), 3000);

    assertThat(rate.bytesPerSecond()).isZero();
    assertThat(rate.secondsLeft()).isEmpty();
  }

  @Test
  void fallingBackCountsAsStandingStill() {
    after(Duration.ofSeconds(2), 2000);

    assertThat(after(Duration.ofSeconds(1), 1000).bytesPerSecond()).isBetween(1L, 999L);
  }

  @Test
  void nothingIsLeftAtTheEnd() {
    assertThat(after(Duration.ofSeconds(2), TOTAL).secondsLeft()).hasValue(0);
  }

  @Test
  void startsOver() {
    after(Duration.ofSeconds(5), 5000);
    meter.restart(0);

    assertThat(after(Duration.ZERO, 0).bytesPerSecond()).isZero();
    assertThat(after(Duration.ofSeconds(1), 10).bytesPerSecond()).isEqualTo(10);
  }

  @Test
  void startsOverWhereSomethingIsDone() {
    meter.restart(5000);

    assertThat(after(Duration.ofSeconds(1), 5010).bytesPerSecond()).isEqualTo(10);
  }
}
