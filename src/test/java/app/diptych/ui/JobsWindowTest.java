package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneResult;
import app.diptych.clone.JobProgress;
import app.diptych.clone.MapCell;
import app.diptych.clone.MapCell.Kind;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Stall;
import app.diptych.ui.job.JobModel;
import app.diptych.ui.job.JobsModel;
import app.diptych.ui.job.ScriptedJob;
import app.diptych.ui.job.ScriptedJobs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Insets;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;

/// Jobs, as the window shows them: several at once, what a person does to one, and how it ends.
@ExtendWith(ApplicationExtension.class)
final class JobsWindowTest {
  private final ScriptedJobs jobs = new ScriptedJobs();

  @RegisterExtension
  private final OpenWindow window = new OpenWindow(SampleMachine.of(SampleDisks::twoPairs, jobs));

  @Test
  void twoJobsRunAtOnceOnDifferentDisks() throws InterruptedException {
    ScriptedJob first = begin("sdb", "sdc");
    first.reach(copying(20));
    window.awaitText("job-percent", "20 %");
    window.click("page-clone");
    window.awaitEnabled("source-sdb", false);
    ScriptedJob second = begin("sda", "sdd");
    second.reach(copying(60));

    window.awaitText("job-percent", "60 %");
    window.awaitText("page-jobs", "40 % in 2 jobs");
    assertThat(window.stage().getTitle()).isEqualTo("40 % in 2 jobs – Diptych");

    window.click("cancel").click("stop-go");
    window.awaitText("job-outcome", "Cancelled");
    window.awaitText("page-jobs", "Jobs: Copy 20 %");
    assertThat(window.textsIn("job-list")).contains("Cancelled").contains("20 %");

    window.click("job-forget");
    window.awaitText("job-percent", "20 %");
    first.end(new CloneResult.Completed(64, Duration.ofSeconds(1), false));
    window.awaitText("job-outcome", "Done");
  }

  @Test
  void aTargetThatIsDoneCanBeTurnedOff() throws InterruptedException {
    var answers = new ArrayDeque<>(List.of(Optional.of("it is in use"), Optional.<String>empty()));
    jobs.lettingGoBy(answers::remove);
    begin("sdb", "sdc").end(new CloneResult.Completed(64, Duration.ofSeconds(1), false));

    window.click("farewell");
    window.awaitText("farewell-text", "It was not done: it is in use. Close");
    window.click("farewell");

    window.awaitText("farewell-text", "It can be pulled out.");
    window.awaitShown("farewell", false);
  }

  @Test
  void whatDiffersCanBeCopiedAgain() throws InterruptedException {
    var differing = new CloneResult.Mismatch(List.of(new Region(0, 512)), 512);
    ScriptedJob first = begin("sdb", "sdc");
    first.end(differing);
    window.awaitText("job-outcome", "Source and target differ");
    window.click("repair").click("repair-cancel");
    window.awaitShown("repair-go", false);
    assertThat(jobs.last()).isSameAs(first);

    window.click("repair");
    window.awaitText("repair-question", "Whatever differs on /dev/sdc is overwritten");
    window.click("repair-go");
    window.await(() -> jobs.last().isRepair(), "a repair has begun");
    window.click("cancel");
    window.awaitText("stop-go", "Stop copying");
    window.click("stop-cancel");
    assertThat(jobs.last().request().target()).isEqualTo(first.request().target());
    jobs.last().end(new CloneResult.Completed(64, Duration.ofSeconds(1), true));

    window.awaitText("job-result", "What differed on /dev/sdc was copied again");
    window.awaitText("job-outcome", "Done and verified");
  }

  @Test
  void nothingIsCopiedAgainOnADiskInAnotherJob() throws InterruptedException {
    begin("sdb", "sdc").end(new CloneResult.Mismatch(List.of(new Region(0, 512)), 512));
    window.awaitEnabled("repair", true);
    window.awaitShown("repair-busy", false);
    window.click("page-clone");
    begin("sdb", "sdd").reach(copying(20));
    window.awaitText("job-percent", "20 %");

    JobsModel model = window.model().jobs();
    window.interact(() -> model.shownProperty().set(Optional.of(model.list().getLast())));

    window.awaitEnabled("repair", false);
    window.awaitText("repair-busy", "in another job");
  }

  @Test
  void nobodyTurnsOffATargetThatIsNotDone() throws InterruptedException {
    jobs.lettingGoBy(Optional::empty);
    begin("sdb", "sdc").end(new CloneResult.Failed(Phase.COPYING, "write /dev/sdc: EIO"));

    window.awaitText("job-outcome", "Failed");
    window.awaitShown("farewell", false);
  }

  @Test
  void whoStopsBeforeAnythingIsWrittenIsToldSo() throws InterruptedException {
    ScriptedJob job = begin("sdb", "sdc");

    window.click("cancel");
    window.awaitText("stop-question", "Nothing was written yet");
    assertThat(window.text("stop-question")).doesNotContain("incomplete");
    job.reach(copying(1));

    window.awaitText("stop-question", "the target is incomplete");
  }

  @Test
  void aJobIsPausedAndGoesOn() throws InterruptedException {
    ScriptedJob job = begin("sdb", "sdc");
    job.reach(copying(20));

    window.click("pause");

    window.awaitText("job-title", "Paused");
    window.awaitText("pause", "C_ontinue");
    assertThat(job.isPaused()).isTrue();
    window.click("pause");
    window.awaitText("pause", "Pa_use");
    assertThat(job.isPaused()).isFalse();
  }

  @Test
  void aJobIsPausedAndGoesOnByKeyboard() throws InterruptedException {
    ScriptedJob job = begin("sdb", "sdc");
    job.reach(copying(20));
    window.awaitText("job-percent", "20");
    // Its buttons go away and come back.
    window.interact(() -> lookAt(Optional.empty()));
    window.interact(() -> lookAt(window.model().jobs().list().stream().findFirst()));

    alt(KeyCode.U);
    window.awaitText("job-title", "Paused");

    alt(KeyCode.O);
    window.awaitText("pause", "Pa_use");
    assertThat(job.isPaused()).isFalse();
  }

  private void lookAt(Optional<JobModel> job) {
    window.model().jobs().shownProperty().set(job);
  }

  private void alt(KeyCode key) {
    window.robot().press(KeyCode.ALT).type(key).release(KeyCode.ALT);
  }

  @Test
  void whatAJobWaitsForIsTold() throws InterruptedException {
    var stall = new Stall(Refusal.Role.TARGET, "/dev/sdc", Operation.WRITE, Duration.ofSeconds(10));
    ScriptedJob job = begin("sdb", "sdc");
    job.await("/dev/sdb");
    window.awaitText("job-notice", "Waiting for permission to open /dev/sdb");
    job.reach(copying(20));
    window.awaitShown("job-notice", false);

    job.stall(stall);
    window.awaitText("job-notice", "/dev/sdc");
    assertThat(window.text("job-notice")).contains("10");
    job.recover(stall);
    window.awaitShown("job-notice", false);
  }

  @Test
  void theVerificationIsLeftOutOnlyWhereThereIsOne() throws InterruptedException {
    begin("sdb", "sdc");
    window.awaitShown("skip", false);
    window.click("page-clone").click("verify");
    ScriptedJob job = begin("sda", "sdd");
    job.reach(copying(20));
    window.awaitText("job-percent", "20 %");
    assertThat(window.find("skip")).isEmpty();
    job.reach(new JobProgress(Phase.VERIFYING, 3, 3, 64, 1, OptionalLong.empty()));
    window.await(() -> window.textsIn("job-list").contains("Verify 3 %"), "it verifies");

    window.click("skip");

    window.awaitShown("skip", false);
    assertThat(window.find("phase-VERIFYING")).isEmpty();
    job.end(new CloneResult.Completed(64, Duration.ofSeconds(1), false));
    window.awaitText("job-next", "not compared to the end");
    window.awaitEnabled("repair", true);
  }

  @Test
  void theKeyThatConfirmedAJobDoesNothingToItWhenPressedOnceMore() throws InterruptedException {
    ScriptedJob job = begin("sdb", "sdc");
    job.reach(copying(20));
    window.awaitText("job-percent", "20 %");

    window.robot().type(KeyCode.SPACE).type(KeyCode.ENTER);
    job.reach(copying(21));

    window.awaitText("job-percent", "21 %");
    assertThat(job.isPaused()).isFalse();
    assertThat(window.find("job-list").orElseThrow().isFocused()).isTrue();
  }

  @Test
  void whoCancelsByKeyboardIsNotLedToAnotherButton() throws InterruptedException {
    begin("sdb", "sdc").reach(copying(20));

    window.click("cancel").click("stop-go");

    window.awaitText("job-outcome", "Cancelled");
    var pane = (javafx.scene.layout.Region) window.find("job").orElseThrow();
    assertThat(pane.isFocused()).isTrue();
    assertThat(pane.getInsets()).isEqualTo(Insets.EMPTY);
  }

  @Test
  void theSystemStaysAwakeAndTheDesktopHearsOfTheEnd() throws InterruptedException {
    ScriptedJob job = begin("sdb", "sdc");
    assertThat(jobs.heard()).startsWith("awake: SanDisk Ultra (/dev/sdb)");

    job.end(new CloneResult.Failed(Phase.COPYING, "EIO"));

    assertThat(jobs.heard()).isEqualTo("asleep");
    assertThat(jobs.heard()).startsWith("! Failed: SanDisk Ultra (/dev/sdb)");
  }

  @Test
  void theTargetIsAMapThatIsAlsoASentence() throws InterruptedException {
    ScriptedJob job = begin("sdb", "sdc");
    job.reach(copying(50));

    job.paint(new MapCell(Kind.CLEAN, 1), new MapCell(Kind.UNREADABLE, 0));

    window.await(
        () ->
            window
                .find("job-map-grid")
                .filter(map -> map.getAccessibleText().equals("Copied: 50 %, Not readable: 50 %"))
                .isPresent(),
        "the map says so");
    window.awaitShown("job-chart", true);
  }

  @Test
  void whatIsCopiedIsSeenBeforeItIsDurable() throws InterruptedException {
    ScriptedJob job = begin("sdb", "sdc");
    job.paint(new MapCell(Kind.CLEAN, 1), new MapCell(Kind.COPYING, 0.5));
    job.reach(copying(0));

    window.await(() -> progress("job-bar-ahead") == 0.75, "it is seen");
    assertThat(progress("job-bar")).isZero();

    job.reach(new JobProgress(Phase.VERIFYING, 10, 10, 100, 5, OptionalLong.empty()));
    window.await(() -> progress("job-bar") == 0.1, "it is being compared");
    assertThat(progress("job-bar-ahead")).isZero();
  }

  private double progress(String id) {
    return window.find(id).map(bar -> ((ProgressBar) bar).getProgress()).orElse(-1.0);
  }

  @Test
  void theDetailsOfAFailureCanBeSeenAndCopied() throws InterruptedException {
    begin("sdb", "sdc").end(new CloneResult.Failed(Phase.COPYING, "write /dev/sdc: EIO"));
    window.awaitText("job-outcome", "Failed");
    window.awaitShown("details-text", false);

    window.click("details").click("details-copy");

    var clipboard = new AtomicReference<String>();
    window.interact(() -> clipboard.set(Clipboard.getSystemClipboard().getString()));
    assertThat(clipboard.get())
        .isEqualTo(window.fieldText("details-text"))
        .contains("Source: /dev/sdb")
        .contains("EIO");
  }

  @Test
  void whoIsAtAButtonOfAJobIsNotLedToForgetItWhenItEnds() throws InterruptedException {
    ScriptedJob job = begin("sdb", "sdc");
    window.click("cancel").click("stop-cancel");
    window.await(() -> window.find("cancel").orElseThrow().isFocused(), "it has the focus again");

    job.end(new CloneResult.Completed(64, Duration.ofSeconds(1), false));

    window.awaitText("job-outcome", "Done");
    window.robot().type(KeyCode.SPACE);
    assertThat(window.find("job").orElseThrow().isFocused()).isTrue();
    assertThat(window.model().jobs().list()).hasSize(1);
  }

  @Test
  void thatNothingWasWrittenIsSaidOnce() throws InterruptedException {
    var changed = new Refusal.IdentityChanged(Refusal.Role.TARGET, "/dev/sdc", "it is another");
    begin("sdb", "sdc").end(new CloneResult.Refused(List.of(changed)));
    window.awaitText("job-outcome", "Refused");

    assertThat(window.textsIn("job-ended"))
        .containsOnlyOnce("othing was written")
        .contains("it is another")
        .contains("Mend what is named");
  }

  @Test
  void theKeysLeadFromPageToPage() {
    window.robot().press(KeyCode.CONTROL).type(KeyCode.DIGIT2).release(KeyCode.CONTROL);
    window.awaitText("job-idle", "Nothing is being cloned");

    window.robot().press(KeyCode.CONTROL).type(KeyCode.DIGIT1).release(KeyCode.CONTROL);

    window.awaitShown("source-sdb", true);
    window.robot().press(KeyCode.CONTROL).type(KeyCode.DIGIT4).release(KeyCode.CONTROL);
    window.awaitText("log-path", "diptych.log");
    window.await(() -> !window.fieldText("log-text").isEmpty(), "the log says something");
  }

  private static JobProgress copying(int percent) {
    return new JobProgress(Phase.COPYING, percent, percent, 100, 5, OptionalLong.of(9));
  }

  private ScriptedJob begin(String source, String target) throws InterruptedException {
    window.click("source-" + source).click("target-" + target).click("clone").click("erase-go");
    window.awaitShown("job-running", true);
    assertThat(jobs.last().hasBegun()).isTrue();
    return jobs.last();
  }
}
