package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Journaling;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.mirror.CopyMode;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.job.ScriptedJobs;
import app.diptych.ui.job.Unfinished;
import app.diptych.ui.job.Wish;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;

/// Jobs that were broken off, as the next window offers them.
@ExtendWith(ApplicationExtension.class)
final class UnfinishedTest {
  private final ScriptedJobs jobs = new ScriptedJobs();
  private final BlockingQueue<String> forgotten = new LinkedBlockingQueue<>();

  @RegisterExtension
  private final OpenWindow window =
      new OpenWindow(
          SampleMachine.of(
              () -> List.of(SampleDisks.stick(), SampleDisks.card()), this::check, jobs));

  UnfinishedTest() {
    jobs.leave(unfinished("a.img", "b.img"), unfinished("c.img", "d.img"));
  }

  private Verdict check(Wish wish) {
    Endpoint source = wish.request().source();
    List<Warning> warnings =
        jobs.unfinished().stream()
            .map(job -> job.errand().wish().request().target())
            .filter(target -> target.place().equals(source.place()))
            .<Warning>map(target -> new Warning.SourceCutShort(target.toString()))
            .toList();
    return new Verdict(List.of(), warnings, OptionalLong.of(64));
  }

  private Unfinished unfinished(String source, String target) {
    var options = CloneRequest.Options.DEFAULT.with(new Journaling(Optional.empty(), true));
    var request =
        new CloneRequest(
            new Endpoint.ImageFile(Path.of(source)),
            new Endpoint.ImageFile(Path.of(target)),
            options);
    return new Unfinished(
        new Errand(
            new Wish(request, Optional.empty(), CopyMode.WRITE_BLOCKING), source + " → " + target),
        1_000_000_000,
        4_000_000_000L,
        target.equals("gone.img"),
        () -> forget(request.target()));
  }

  private Unfinished onto(Endpoint target) {
    var request =
        new CloneRequest(
            new Endpoint.ImageFile(Path.of("a.img")), target, CloneRequest.Options.DEFAULT);
    var wish = new Wish(request, Optional.empty(), CopyMode.WRITE_BLOCKING);
    return new Unfinished(new Errand(wish, "a.img → " + target), 1, 4, false, () -> forget(target));
  }

  private void forget(Endpoint target) {
    jobs.leave(
        jobs.unfinished().stream()
            .filter(job -> !job.errand().wish().request().target().equals(target))
            .toArray(Unfinished[]::new));
    forgotten.add(target.toString());
  }

  @Test
  void oneGoesOnAndIsOfferedNoLonger() throws InterruptedException {
    window.awaitText("unfinished-words-0", "a.img → b.img, 1 GB of 4 GB done");

    window.click("unfinished-resume-0");

    window.awaitText("job-title", "a.img → b.img");
    assertThat(jobs.last().hasBegun()).isTrue();
    assertThat(jobs.last().request().options().journaling().resumes()).isTrue();
    window.click("page-clone");
    window.awaitText("unfinished-words-0", "c.img → d.img");
  }

  @Test
  void aTargetThatIsNotThereAnyMoreIsTold() throws InterruptedException {
    jobs.leave(unfinished("a.img", "gone.img"));
    window.interact(() -> window.model().unfinished().look());

    window.awaitText("unfinished-words-0", "1 GB of 4 GB done. Its target is not there any more.");
  }

  @Test
  void aSecondClickGoesOnWithNoOther() throws InterruptedException {
    window.awaitShown("unfinished-resume-1", true);

    window.robot().doubleClickOn("#unfinished-resume-0");

    window.awaitText("job-title", "a.img → b.img");
    assertThat(jobs.last().hasBegun()).isTrue();
    window.awaitText("unfinished-words-0", "c.img → d.img");
    assertThat(window.model().jobs().list()).hasSize(1);
  }

  @Test
  void oneThatSharesADiskWithAJobWaitsForItsEnd() throws InterruptedException {
    jobs.leave(unfinished("a.img", "b.img"), unfinished("b.img", "e.img"));
    window.interact(() -> window.model().unfinished().look());
    window.awaitText("unfinished-words-1", "b.img → e.img");

    window.click("unfinished-resume-0");

    window.awaitText("unfinished-words-0", "b.img → e.img");
    window.awaitEnabled("unfinished-resume-0", false);
    window.awaitText("unfinished-words-0", "in another job");
    assertThat(jobs.last().hasBegun()).isTrue();
  }

  @Test
  void aDiskOfOneThatGoesOnIsLockedForOthers() {
    jobs.leave(onto(new Endpoint.DiskPath(Path.of("/dev/sdc"))));
    window.interact(() -> window.model().unfinished().look());
    window.awaitText("unfinished-words-0", "/dev/sdc");
    window.awaitEnabled("target-sdc", true);

    window.click("unfinished-resume-0").click("page-clone");

    window.awaitEnabled("target-sdc", false);
    assertThat(window.textsIn("target-sdc")).contains("In a job");
  }

  @Test
  void whatHoldsAPartOfACloneIsNotTakenForASourceUnseen() {
    jobs.leave(onto(new Endpoint.DiskPath(Path.of("/dev/sdc"))));
    window.interact(() -> window.model().unfinished().look());
    window.awaitText("unfinished-words-0", "/dev/sdc");

    window.click("source-sdc").click("target-sdb");
    window.await(() -> saysCutShort("verdict-reasons"), "it is said between the disks");
    window.click("clone");
    window.awaitText("erase-question", "Erase everything");
    assertThat(window.textsIn("erase-dialog")).contains("holds only a part");
    window.click("erase-cancel");

    window.click("unfinished-forget-0").click("forget-go");
    window.await(() -> !saysCutShort("verdict-reasons"), "it is not a part of a clone any more");
  }

  private boolean saysCutShort(String place) {
    return window.textsIn(place).contains("holds only a part");
  }

  @Test
  void oneIsForgotten() throws InterruptedException {
    window.awaitText("unfinished-words-1", "c.img → d.img");

    window.click("unfinished-forget-1");
    window.awaitText("forget-question", "The clone of c.img onto d.img cannot be continued");
    window.click("forget-cancel");
    assertThat(forgotten).isEmpty();
    window.click("unfinished-forget-1").click("forget-go");

    assertThat(forgotten.poll(60, TimeUnit.SECONDS)).isEqualTo("d.img");
    window.click("unfinished-forget-0").click("forget-go");
    window.awaitShown("unfinished", false);
  }
}
