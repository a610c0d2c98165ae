package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.clone.Verdict;
import app.diptych.nbd.NbdUri;
import app.diptych.ui.job.SampleExports;
import app.diptych.ui.job.ScriptedJob;
import app.diptych.ui.job.Wish;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/// A window on two disks, of which one is cloned onto the other while it stays in use.
final class LiveDesk {
  /// Where the source is offered.
  static final NbdUri AT = SampleExports.unix("/run/user/0/diptych/live.sock", "");

  /// What is said of a pair that nothing stands against.
  static final Verdict CLEAR = new Verdict(List.of(), List.of(), OptionalLong.of(64));

  private final ScriptedJob job = new ScriptedJob();
  private final OpenWindow window;

  /// One whose window is to be opened.
  LiveDesk(Function<Wish, Verdict> checks) {
    window =
        new OpenWindow(
            SampleMachine.of(() -> List.of(SampleDisks.stick(), SampleDisks.card()), checks, job));
  }

  /// The window.
  OpenWindow window() {
    return window;
  }

  /// The job that it begins.
  ScriptedJob job() {
    return job;
  }

  /// Begins the job.
  void begin() throws InterruptedException {
    window.click("source-sdb").click("target-sdc").click("live");
    window.click("clone").click("erase-go");
    assertThat(job.hasBegun()).isTrue();
    window.awaitShown("live-view", true);
  }

  /// Begins the job, which offers the source and reaches the middle of a phase.
  void beginUntil(Phase phase) throws InterruptedException {
    begin();
    job.offer(AT);
    reach(phase);
  }

  /// Has the job reach the middle of a phase.
  void reach(Phase phase) {
    job.reach(
        new JobProgress(phase, 50, 32_000_000_000L, 64_000_000_000L, 0, OptionalLong.empty()));
  }
}
