package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneResult;
import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.disks.Disk;
import app.diptych.ui.job.SampleExports;
import app.diptych.ui.job.ScriptedJob;
import app.diptych.ui.job.ScriptedJobs;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;

/// A disk of a job is unplugged at a moment at which the job has no need of it, and does not see
/// it.
@ExtendWith(ApplicationExtension.class)
final class UnpluggedTest {
  private final ScriptedJobs jobs = new ScriptedJobs();
  private final AtomicReference<List<Disk>> plugged =
      new AtomicReference<>(List.of(SampleDisks.stick(), SampleDisks.card()));

  @RegisterExtension
  private final OpenWindow window = new OpenWindow(SampleMachine.of(plugged::get, jobs));

  @Test
  void aJobThatRestsIsToldToBeInVain() throws InterruptedException {
    ScriptedJob job = begin(Phase.COPYING);
    window.click("pause");

    unplug("sdc");

    window.awaitText("job-notice", "Unplugged: /dev/sdc. This job cannot go on");
    assertThat(window.textsIn("job-list")).contains("Unplugged");
    window.awaitShown("pause", false);
    window.awaitEnabled("cancel", true);
    assertThat(jobs.heard()).startsWith("awake");
    assertThat(jobs.heard()).startsWith("! Unplugged: SanDisk Ultra (/dev/sdb)");
    job.end(new CloneResult.Cancelled(1, 2));
    window.awaitShown("job-notice", false);
    window.await(() -> !window.textsIn("job-list").contains("Unplugged"), "it is over");
  }

  @Test
  void aTargetIsNotCalledInSyncAnyMore() throws InterruptedException {
    beginLive(Phase.IN_SYNC);

    unplug("sdc");

    window.awaitText("live-status", "cannot be finished any more (/dev/sdc is not there any more)");
    window.awaitShown("finish", false);
    assertThat(window.find("job-notice")).isEmpty();
    assertThat(window.textsIn("job-list")).contains("Unplugged");
  }

  @Test
  void aSourceThatIsOfferedIsTold() throws InterruptedException {
    beginLive(Phase.IN_SYNC);

    unplug("sdb");

    window.awaitText("job-notice", "Unplugged: /dev/sdb");
  }

  @Test
  void aTargetThatIsFinishedMayBeUnplugged() throws InterruptedException {
    beginLive(Phase.DETACHED);

    unplug("sdc");

    assertThat(window.text("live-status")).contains("can be unplugged");
    assertThat(window.textsIn("job-list")).doesNotContain("Unplugged");
  }

  private void unplug(String name) {
    plugged.set(plugged.get().stream().filter(disk -> !disk.name().equals(name)).toList());
    window.interact(window.model()::refresh);
    window.await(
        () -> window.model().disks().statusProperty().get().equals("One disk"), "it is listed");
  }

  private ScriptedJob begin(Phase phase) throws InterruptedException {
    window.click("source-sdb").click("target-sdc").click("clone").click("erase-go");
    window.awaitShown("job-running", true);
    assertThat(jobs.last().hasBegun()).isTrue();
    jobs.last().reach(new JobProgress(phase, 50, 1, 2, 0, OptionalLong.empty()));
    return jobs.last();
  }

  private void beginLive(Phase phase) throws InterruptedException {
    window.click("live");
    begin(phase).offer(SampleExports.unix("/run/live.sock", ""));
    window.awaitText("live-status", phase == Phase.IN_SYNC ? "In sync" : "Finished");
  }
}
