package app.diptych.clone.control;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Latches;
import app.diptych.block.WatchedDevice.Tally;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How long a job that is to end is waited for.
@Timeout(60)
final class PatienceTest {
  private static final int STEPS = 5;
  private static final CloneResult RESULT = new CloneResult.Completed(1, Duration.ZERO, false);

  private final Control control = Control.of(CloneListener.NONE, System::nanoTime);
  private final AtomicInteger looks = new AtomicInteger();

  /// Ends it when what it waits for is cut short.
  private CloneResult attempt(Patience.Grace grace) {
    control.cancellation().cancel();
    return control.attempt(
        () -> grace,
        patience -> {
          var cut = new CountDownLatch(1);
          patience.cutBy(cut::countDown);
          Latches.await(cut);
          return RESULT;
        });
  }

  // Something is done between the first looks.
  private List<Tally> tallies() {
    return List.of(Tally.NONE, new Tally(0, Math.min(looks.incrementAndGet(), STEPS), 0));
  }

  @Test
  void whatGetsOnIsNotCutShort() {
    control.board().notes().opened(this::tallies);

    assertThat(attempt(new Patience.Grace(Duration.ofMillis(1), true))).isEqualTo(RESULT);

    assertThat(looks).hasValue(STEPS + 1);
  }

  @Test
  void whatIsGivenUpIsCutShortThoughItGetsOn() {
    control.board().notes().opened(this::tallies);

    assertThat(attempt(new Patience.Grace(Duration.ofMillis(1), false))).isEqualTo(RESULT);

    assertThat(looks).hasValueLessThan(STEPS);
  }

  @Test
  void whatStandsStillIsCutShort() {
    assertThat(attempt(new Patience.Grace(Duration.ofMillis(1), true))).isEqualTo(RESULT);
  }
}
