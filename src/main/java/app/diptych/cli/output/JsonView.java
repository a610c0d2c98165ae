package app.diptych.cli.output;

import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.json.JsonObject;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// JSON lines: one for each whole percent of each phase, and in between one a second where more is
/// done.
final class JsonView implements ProgressView {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PrintStream to;
  private Optional<JobProgress> told = Optional.empty();
  private long toldAt;

  JsonView(PrintStream to) {
    this.to = to;
  }

  @Override
  public void show(JobProgress progress, long nanos) {
    if (progress.phase() == Phase.PREPARING || !isNews(progress, nanos)) {
      return;
    }
    told = Optional.of(progress);
    toldAt = nanos;
    to.println(
        new JsonObject()
            .put("event", "progress")
            .put("phase", progress.phase().toString())
            .put("percent", progress.percent())
            .put("bytesDone", progress.bytesDone())
            .put("bytesTotal", progress.bytesTotal())
            .put("bytesPerSecond", progress.bytesPerSecond())
            .put("secondsLeft", progress.secondsLeft()));
  }

  private boolean isNews(JobProgress progress, long nanos) {
    if (told.isEmpty()) {
      return true;
    }
    JobProgress last = told.get();
    return last.phase() != progress.phase()
        || last.percent() != progress.percent()
        || (last.bytesDone() != progress.bytesDone() && nanos - toldAt >= INTERVAL_NANOS);
  }

  @Override
  public void waiting(String name) {
    to.println(new JsonObject().put("event", "waiting").put("device", name));
  }

  @Override
  public void notice(String line, JsonObject event) {
    to.println(event);
  }

  @Override
  public void failed(String reason) {
    to.println(new JsonObject().put("event", "failure").put("message", Console.oneLine(reason)));
  }

  @Override
  public void end() {}
}
