package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.clone.Warning;
import app.diptych.mirror.CopyMode;
import app.diptych.ui.job.JobState;
import app.diptych.ui.job.ScriptedJob;
import app.diptych.ui.job.Wish;
import app.diptych.ui.parts.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;

/// One job from its beginning to its end, as the window shows it.
@ExtendWith(ApplicationExtension.class)
final class JobTest {
  private final ScriptedJob job = new ScriptedJob();

  @RegisterExtension
  private final OpenWindow window =
      new OpenWindow(SampleMachine.of(() -> List.of(SampleDisks.stick(), SampleDisks.card()), job));

  @Test
  void aJobShowsHowFarItIs() throws InterruptedException {
    begin();

    job.reach(
        new JobProgress(
            Phase.COPYING,
            43,
            27_500_000_000L,
            64_000_000_000L,
            412_000_000L,
            OptionalLong.of(88)));

    window.awaitText("job-percent", "43 %");
    window.awaitText("job-bytes", "27.5 GB of 64 GB");
    window.awaitText("job-rate", "412 MB/s");
    window.awaitText("job-left", "about 1 min 25 s left");
    assertThat(window.stage().getTitle()).isEqualTo("Copy 43 % – Diptych");
    assertThat(window.text("job-title")).contains("SanDisk Ultra (/dev/sdb)");
  }

  @Test
  void whatIsInAJobIsLockedForOthers() throws InterruptedException {
    begin();

    window.click("page-clone");

    window.awaitEnabled("source-sdb", false);
    window.awaitEnabled("target-sdc", false);
    assertThat(window.textsIn("source-sdb")).contains("In a job");
    assertThat(window.model().plan().source()).isEmpty();
    assertThat(window.model().question()).isEmpty();
    job.end(new CloneResult.Completed(64, java.time.Duration.ofSeconds(1), false));
    window.awaitEnabled("source-sdb", true);
    assertThat(job.timesMade()).isEqualTo(1);
  }

  @Test
  void cancellingAsksAndTellsThatTheTargetIsIncomplete() throws InterruptedException {
    begin();
    job.reach(new JobProgress(Phase.COPYING, 50, 32, 64, 0, OptionalLong.empty()));

    window.click("cancel").click("stop-go");

    window.awaitText("job-outcome", "Cancelled");
    assertThat(window.text("job-result")).contains("incomplete");
    assertThat(window.text("job-next")).contains("Don’t use the target");
  }

  @Test
  void whileNothingIsCopiedItSaysWhatIsDoneAndNoPercent() throws InterruptedException {
    begin();

    window.awaitText("job-bytes", "Checking source and target once more");
    window.awaitShown("job-percent", false);
    window.awaitText("page-jobs", "Jobs: Prepare");
    assertThat(window.textsIn("job-list")).contains("Prepare").doesNotContain("%");

    job.reach(new JobProgress(Phase.COPYING, 20, 20, 100, 5, OptionalLong.empty()));
    window.awaitText("job-percent", "20 %");
    window.awaitText("job-bytes", "20 B of 100 B");
  }

  @Test
  void aFailingTargetIsTold() throws InterruptedException {
    begin();

    job.end(new CloneResult.Failed(Phase.COPYING, "write /dev/sdc @0+4096: EIO"));

    window.awaitText("job-outcome", "Failed");
    assertThat(window.text("job-result")).contains("EIO").contains("/dev/sdc");
    window.click("page-clone");
    window.awaitEnabled("source-sdb", true);
  }

  @Test
  void whatAJobFindsToWarnOfIsShownWhileItRunsAndWhenItIsOver() throws InterruptedException {
    begin();
    assertThat(window.find("job-cautions")).isEmpty();

    job.warn(new Warning.MapUnseen(Path.of("/srv/old.map"), 3, 64));
    job.keepNothing("No journal can be kept (full).");
    job.warn(new Warning.TargetHasData("/dev/sdc", java.util.List.of("sdc1 ext4")));

    window.awaitShown("job-cautions", true);
    job.end(new CloneResult.Completed(64, java.time.Duration.ofSeconds(1), false));
    window.awaitText("job-outcome", "Done");
    assertThat(window.textsIn("job-cautions"))
        .contains("Of 64 places that the map /srv/old.map calls read, 3 could be read again")
        .contains("No journal can be kept (full).")
        .doesNotContain("will be lost");
  }

  // JavaFX draws what is left of such a name twice where it breaks it.
  @Test
  void aNameFromRightToLeftBreaksIntoLinesInItsTitles() {
    String name = "\u05d0\u05d1\u05d2 ".repeat(30) + "a";
    var request =
        new CloneRequest(
            Endpoint.parse(name), Endpoint.parse("copy"), CloneRequest.Options.DEFAULT);
    var wish = new Wish(request, Optional.empty(), CopyMode.WRITE_BLOCKING);

    window.interact(() ->
        window
            .model()
            .jobs()
            .start(new JobState.Errand(wish, Texts.of("job.title", name, "copy"))));

    window.click("page-jobs");
    window.awaitText("job-title", "copy");
    assertThat(window.text("job-title").lines()).hasSizeGreaterThan(4);
    assertThat(window.robot().lookup(".job-cell-title").queryAllAs(Label.class))
        .anySatisfy(title -> assertThat(title.getText().lines()).hasSizeGreaterThan(4));
    job.end(new CloneResult.Completed(64, java.time.Duration.ofSeconds(1), false));
  }

  @Test
  void aFaultOfTheProgramEndsTheJobAsFailed() throws InterruptedException {
    begin();

    job.breakDown("no such thing");

    window.awaitText("job-outcome", "Failed");
    assertThat(window.text("job-result")).contains("no such thing");
  }

  @Test
  void closingTheWindowDuringAJobAsks() throws InterruptedException {
    begin();

    window.requestClose();
    window.click("stop-cancel");

    assertThat(window.stage().isShowing()).isTrue();
    assertThat(window.model().jobs().runningProperty().get()).isTrue();
  }

  @Test
  void theWindowClosesWhenTheJobItWasToStopHasEnded() throws InterruptedException {
    begin();

    window.requestClose();
    window.click("stop-go");

    window.await(() -> !window.stage().isShowing(), "the window is closed");
    assertThat(window.model().jobs().runningProperty().get()).isFalse();
  }

  @Test
  void theQuestionWhetherToStopGoesAwayWithTheJob() throws InterruptedException {
    begin();
    window.click("cancel");
    window.awaitShown("stop-go", true);

    job.end(new CloneResult.Completed(64, java.time.Duration.ofSeconds(1), false));

    window.awaitShown("stop-go", false);
    window.awaitText("job-outcome", "Done");
  }

  private void begin() throws InterruptedException {
    window.click("source-sdb").click("target-sdc").click("clone").click("erase-go");
    assertThat(job.hasBegun()).isTrue();
    window.awaitShown("job-running", true);
  }
}
