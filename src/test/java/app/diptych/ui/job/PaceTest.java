package app.diptych.ui.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.JobProgress;
import app.diptych.clone.MapCell;
import app.diptych.clone.MapCell.Kind;
import app.diptych.clone.Phase;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The figures and pictures of a job, without a window.
final class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final Pace pace = new Pace();

  private static JobProgress copying(long bytes) {
    return new JobProgress(Phase.COPYING, 0, bytes, 1 << 20, 100, OptionalLong.of(90));
  }

  @Test
  void theMeanLeavesOutTheTimeInWhichTheJobRested() {
    pace.take(copying(0), false, 0);
    pace.take(copying(1000), false, 10 * SECOND);
    pace.take(copying(1000), true, 60 * SECOND);

    assertThat(pace.take(copying(2000), false, 70 * SECOND).mean()).isEqualTo(100);
  }

  @Test
  void whatAnEarlierJobDidIsNotInTheMean() {
    pace.take(copying(0), false, 0);
    pace.take(copying(700_000), false, SECOND);

    assertThat(pace.take(copying(700_500), false, 6 * SECOND).mean()).isEqualTo(100);
  }

  @Test
  void eachPhaseHasItsOwnMean() {
    pace.take(copying(0), false, 0);
    pace.take(copying(1000), false, SECOND);

    var verifying = new JobProgress(Phase.VERIFYING, 0, 0, 1 << 20, 5, OptionalLong.empty());

    assertThat(pace.take(verifying, false, 2 * SECOND).mean()).isZero();
  }

  @Test
  void noTimeIsShownForAJobThatRests() {
    for (int i = 0; i < 100; i++) {
      pace.take(copying(i), false, i * SECOND / 10);
    }
    assertThat(pace.take(copying(100), false, 10 * SECOND).secondsLeft()).isPresent();

    assertThat(pace.take(copying(100), true, 11 * SECOND).secondsLeft()).isEmpty();
  }

  @Test
  void theCurveStaysSmallHoweverLongTheJobIs() {
    for (long i = 1; i <= 200_000; i++) {
      pace.take(copying(i), false, i * SECOND);
    }

    List<RateHistory.Point> points = pace.history().points();
    assertThat(points).hasSizeBetween(RateHistory.MOST / 4, RateHistory.MOST);
    assertThat(points.getLast().seconds()).isGreaterThan(190_000);
    assertThat(points).isSortedAccordingTo((a, b) -> Double.compare(a.seconds(), b.seconds()));
    assertThat(points).allMatch(point -> Math.abs(point.bytesPerSecond() - 100) < 0.001);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "3, 4", "41, 60", "99, 100", "412000000, 600000000"})
  void theAxisEndsAtARoundNumber(double value, double top) {
    assertThat(RateChart.nice(value)).isEqualTo(top);
  }

  @Test
  void theMapIsASentenceToo() {
    List<MapCell> cells =
        List.of(
            new MapCell(Kind.CLEAN, 1),
            new MapCell(Kind.CLEAN, 1),
            new MapCell(Kind.DIRTY, 0.5),
            new MapCell(Kind.UNREADABLE, 0.5));

    assertThat(DiskMap.of(cells).words())
        .isEqualTo("Copied: 63 %, To be copied: 13 %, Not readable: 25 %");
  }
}
