package app.diptych.cli.output;

import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.json.JsonObject;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Lines for a log: each phase, and of it each whole percent, but one a second at most. All is
/// copied when the last flush has returned, so that line comes after the one of the flushing.
final class PlainView implements ProgressView {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PrintStream to;
  private Optional<Phase> phase = Optional.empty();
  private int percent;
  private long toldAt;

  PlainView(PrintStream to) {
    this.to = to;
  }

  @Override
  public void show(JobProgress progress, long nanos) {
    switch (progress.phase()) {
      case PREPARING -> {}
      case COPYING, RESCUING, VERIFYING -> count(progress, nanos);
      case FLUSHING -> {
        enter(progress);
        if (progress.percent() == 100 && percent < 100) {
          percent = 100;
          to.println(line(Phase.COPYING, progress));
        }
      }
      case IN_SYNC, DETACHED -> enter(progress);
    }
  }

  private void enter(JobProgress progress) {
    if (isNew(progress)) {
      phase = Optional.of(progress.phase());
      to.println(progress.phase());
    }
  }

  private boolean isNew(JobProgress progress) {
    return !phase.equals(Optional.of(progress.phase()));
  }

  private void count(JobProgress progress, long nanos) {
    boolean isDue = nanos - toldAt >= INTERVAL_NANOS || progress.percent() == 100;
    if (isNew(progress) || (progress.percent() != percent && isDue)) {
      phase = Optional.of(progress.phase());
      percent = progress.percent();
      toldAt = nanos;
      to.println(line(progress.phase(), progress));
    }
  }

  private static String line(Phase phase, JobProgress progress) {
    return phase + " " + progress.percent() + "%, " + ProgressText.amounts(progress);
  }

  @Override
  public void waiting(String name) {
    to.println(ProgressView.request(name));
  }

  @Override
  public void notice(String line, JsonObject event) {
    to.println(line);
  }

  @Override
  public void failed(String reason) {
    to.println(ProgressView.sentence(reason));
  }

  @Override
  public void end() {}
}
