package app.diptych.clone.control;

import app.diptych.clone.CloneResult;
import app.diptych.clone.Endings;
import app.diptych.clone.Job;
import app.diptych.clone.JobProgress;
import app.diptych.clone.MapCell;
import app.diptych.report.JobReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all jobs share: they are done once, and are watched, paused and ended by one control.
public abstract class ControlledJob implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(ControlledJob.class);

  private final Control control;
  private final AtomicBoolean isStarted = new AtomicBoolean();
  // Volatile: set by the thread that runs the job, read by others.
  private volatile Optional<JobReport> report = Optional.empty();

  /// A job that this watches and ends.
  protected ControlledJob(Control control) {
    this.control = control;
  }

  /// How it is watched and ended.
  protected final Control control() {
    return control;
  }

  @Override
  public final CloneResult run() {
    if (isStarted.getAndSet(true)) {
      throw new IllegalStateException("a job is done once");
    }
    CloneResult result = perform();
    String message = message(result);
    LOG.info("{}", message);
    report = new Account(assignment(), control.board()).closed(result, message);
    return result;
  }

  @Override
  public final Optional<JobReport> report() {
    return report;
  }

  @Override
  public final boolean canGoOn() {
    return control.board().notes().isLeft();
  }

  /// What it was asked for.
  protected abstract Assignment assignment();

  /// How it ended, in one line.
  protected String message(CloneResult result) {
    return Endings.of(result, assignment().request(), control.board().notes().isKept());
  }

  /// Does it.
  protected abstract CloneResult perform();

  @Override
  public JobProgress progress() {
    return control.board().progress();
  }

  @Override
  public final List<MapCell> map(int most) {
    return control.board().map(most);
  }

  @Override
  public final void pause() {
    control.pause();
  }

  @Override
  public final void resume() {
    control.resume();
  }

  @Override
  public final boolean isPaused() {
    return control.pausing().isPaused();
  }

  @Override
  public void skipVerification() {
    control.skipVerification();
  }

  @Override
  public void cancel() {
    boolean isFirst = !control.cancellation().isWished();
    control.cancellation().cancel();
    if (isFirst) {
      LOG.info("asked to end");
    }
  }
}
