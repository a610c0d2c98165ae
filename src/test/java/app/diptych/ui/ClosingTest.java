package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneResult;
import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.ui.job.ScriptedJob;
import app.diptych.ui.job.ScriptedJobs;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;

/// Whoever closes the window while there are jobs.
@ExtendWith(ApplicationExtension.class)
final class ClosingTest {
  private final ScriptedJobs jobs = new ScriptedJobs();

  @RegisterExtension
  private final OpenWindow window = new OpenWindow(SampleMachine.of(SampleDisks::twoPairs, jobs));

  @Test
  void closingAsksForAllThatAreUnderWay() throws InterruptedException {
    begin("sdb", "sdc");
    window.click("page-clone");
    begin("sda", "sdd");

    window.requestClose();

    window.awaitText("stop-question", "/dev/sdb");
    assertThat(window.text("stop-question")).contains("/dev/sdd");
    window.click("stop-go");
    window.await(() -> !window.stage().isShowing(), "the window is closed");
    assertThat(window.model().jobs().running()).isEmpty();
  }

  @Test
  void whoeverClosesWhileAllEndIsNotAskedWhatCannotBeChangedAnyMore() throws InterruptedException {
    ScriptedJob job = begin("sdb", "sdc");
    job.lingerAtTheEnd();
    job.reach(new JobProgress(Phase.COPYING, 20, 20, 100, 5, OptionalLong.of(9)));
    window.click("cancel").click("stop-go");
    window.awaitText("job-title", "Stopping");
    window.click("page-clone");

    window.requestClose();

    assertThat(window.find("stop-question")).isEmpty();
    window.awaitText("job-title", "Stopping");
    assertThat(window.stage().isShowing()).isTrue();
    job.end(new CloneResult.Cancelled(20, 100));
    window.await(() -> !window.stage().isShowing(), "the window is closed");
  }

  @Test
  void whoBeginsAnotherJobWhileTheWindowIsAboutToCloseSeesItsEnd() throws InterruptedException {
    ScriptedJob first = begin("sdb", "sdc");
    first.lingerAtTheEnd();
    window.requestClose();
    window.click("stop-go").click("page-clone");
    ScriptedJob second = begin("sda", "sdd");

    first.end(new CloneResult.Cancelled(20, 100));
    window.await(() -> window.model().jobs().running().size() == 1, "one is left");
    second.end(new CloneResult.Completed(64, Duration.ofSeconds(1), false));

    window.awaitText("job-outcome", "Done");
    assertThat(window.stage().isShowing()).isTrue();
  }

  private ScriptedJob begin(String source, String target) throws InterruptedException {
    window.click("source-" + source).click("target-" + target).click("clone").click("erase-go");
    window.awaitShown("job-running", true);
    assertThat(jobs.last().hasBegun()).isTrue();
    return jobs.last();
  }
}
