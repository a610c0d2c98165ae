package app.diptych.ui.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.ui.job.LiveState.Stage;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How a live job is seen.
final class LiveWatchTest {
  private final ScriptedJob job = new ScriptedJob();
  private final AtomicLong nanos = new AtomicLong();
  private final LiveWatch watch = new LiveWatch(job, nanos::get);

  @Test
  void nobodyReachesASourceThatIsBeingPrepared() {
    assertThat(watch.look()).isEqualTo(LiveState.NOTHING);
  }

  @Test
  void theAddressAndWhoIsThereAreSeen() {
    var uri = SampleExports.unix("/run/d.sock", "");
    job.offer(uri, SampleExports.visitor(1, "local", 0, 0));

    LiveState state = watch.look();

    assertThat(state.address()).contains(uri);
    assertThat(state.clients()).extracting(c -> c.visitor().id()).containsExactly(1L);
  }

  @ParameterizedTest
  @EnumSource(value = Phase.class, names = "IN_SYNC", mode = EnumSource.Mode.EXCLUDE)
  void itIsNotFinishedUnlessInSync(Phase phase) {
    reach(phase);

    watch.finish();

    assertThat(watch.look().canFinish()).isFalse();
    assertThat(job.timesDetached()).isZero();
  }

  @Test
  void itIsFinishedOnce() {
    reach(Phase.IN_SYNC);
    assertThat(watch.look().canFinish()).isTrue();

    watch.finish();
    watch.finish();

    assertThat(watch.look().stage()).isEqualTo(Stage.FINISHING);
    assertThat(job.timesDetached()).isEqualTo(1);
  }

  @Test
  void whatWasNotFinishedCanBeAskedForAgain() {
    reach(Phase.IN_SYNC);
    watch.finish();

    nanos.set(11_000_000_000L);

    assertThat(watch.look().canFinish()).isTrue();
  }

  @Test
  void aTargetThatFailedCannotBeFinished() {
    reach(Phase.IN_SYNC);
    job.failTarget("write /dev/sdc @0+4096: EIO");

    watch.finish();

    assertThat(watch.look().stage()).isEqualTo(Stage.PARTED);
    assertThat(watch.look().failure()).contains("write /dev/sdc @0+4096: EIO");
    assertThat(job.timesDetached()).isZero();
  }

  @Test
  void aCopyThatFailsWasNeverInSync() {
    reach(Phase.COPYING);

    job.failCopying("write /dev/sdc @0+4096: EIO");

    assertThat(watch.look().stage()).isEqualTo(Stage.FAILED);
    assertThat(watch.look().without("it is unplugged").stage()).isEqualTo(Stage.FAILED);
  }

  @Test
  void aTargetThatIsUnpluggedIsAsFarAsItCame() {
    reach(Phase.COPYING);
    LiveState copying = watch.look();
    reach(Phase.IN_SYNC);
    LiveState inSync = watch.look();

    assertThat(copying.without("it is unplugged").stage()).isEqualTo(Stage.FAILED);
    assertThat(inSync.without("it is unplugged").stage()).isEqualTo(Stage.PARTED);
  }

  @Test
  void stoppingIsSafeOnceThereIsNothingToLose() {
    reach(Phase.COPYING);
    assertThat(watch.look().isSafeToStop()).isFalse();

    reach(Phase.IN_SYNC);
    assertThat(watch.look().isSafeToStop()).isTrue();

    reach(Phase.DETACHED);
    assertThat(watch.look().isSafeToStop()).isTrue();
  }

  private void reach(Phase phase) {
    job.reach(new JobProgress(phase, 100, 1, 1, 0, OptionalLong.empty()));
  }
}
