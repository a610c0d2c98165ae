package app.diptych.clone.control;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Operation;
import app.diptych.clone.CloneListener;
import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal.Role;
import app.diptych.clone.Stall;
import app.diptych.mirror.Progress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BoardTest {
  @Test
  void aJobThatGoesOnIsAsFastAsWhatItDoesItself() {
    var clock = new AtomicLong();
    var done = new AtomicLong(7000);
    var board = new Board(CloneListener.NONE, clock::get);
    board.begin(Phase.COPYING, () -> new Progress(0, 8000));
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
    board.count(() -> new Progress(done.get(), 8000));

    clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
    done.addAndGet(100);

    JobProgress progress = board.progress();
    assertThat(progress.bytesPerSecond()).isEqualTo(50);
    assertThat(progress.secondsLeft()).hasValue(18);
  }

  @Test
  void whatAPhaseBeginsWithIsNoRate() {
    var clock = new AtomicLong();
    var board = new Board(CloneListener.NONE, clock::get);
    board.begin(Phase.VERIFYING, () -> new Progress(7000, 8000));

    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));

    assertThat(board.progress().bytesPerSecond()).isZero();
  }

  @Test
  void howLongADeviceKeptSilentIsReportedThoughItNeverAnswered() {
    var board = new Board(CloneListener.NONE, System::nanoTime);
    var target = new Stall(Role.TARGET, "/dev/sdb", Operation.WRITE, Duration.ofSeconds(10));
    var atTheEnd = new Stall(Role.TARGET, "/dev/sdb", Operation.WRITE, Duration.ofSeconds(75));

    board.stalled(target);
    board.letGo(atTheEnd);

    assertThat(board.isStalled()).isFalse();
    assertThat(board.notes().stalls()).containsExactly(atTheEnd);
  }
}
