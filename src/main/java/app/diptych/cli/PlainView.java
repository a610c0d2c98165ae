package app.diptych.cli;

import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.json.JsonObject;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Lines for a log: each phase, and of it each whole percent, but one a second at most.
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
    if (progress.phase() == Phase.PREPARING) {
      return;
    }
    boolean isNewPhase = !phase.equals(Optional.of(progress.phase()));
    boolean isNewPercent = progress.percent() != percent;
    boolean isDue = nanos - toldAt >= INTERVAL_NANOS || progress.percent() == 100;
    if (isNewPhase || (isNewPercent && isDue)) {
      phase = Optional.of(progress.phase());
      percent = progress.percent();
      toldAt = nanos;
      to.println(line(progress));
    }
  }

  private static String line(JobProgress progress) {
    return switch (progress.phase()) {
      case PREPARING, FLUSHING, IN_SYNC, DETACHED -> progress.phase().toString();
      case COPYING, RESCUING, VERIFYING ->
          progress.phase() + " " + progress.percent() + "%, " + ProgressText.amounts(progress);
    };
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
