package app.diptych.clone.control;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endings;
import app.diptych.clone.Job;
import app.diptych.clone.JobProgress;
import app.diptych.clone.MapCell;
import app.diptych.report.JobReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all jobs share: they are done once, and are watched, paused and ended by one control.
public abstract class ControlledJob implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(ControlledJob.class);

  private final LongSupplier nanoTime;
  private final Control control;
  private final AtomicBoolean isStarted = new AtomicBoolean();
  // Set by the thread that runs the job, before it begins.
  private long start;
  // Volatile: set by the thread that runs the job, read by others.
  private volatile Optional<JobReport> report = Optional.empty();

  /// A job that tells this listener.
  ///
  /// @param nanoTime the clock, as [System#nanoTime]
  protected ControlledJob(CloneListener listener, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.control = Control.of(listener, nanoTime);
  }

  /// How it is watched and ended.
  protected final Control control() {
    return control;
  }

  /// The time since it began.
  protected final Duration took() {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  /// How it ends at this moment, with so many bytes done.
  protected final CloneResult completed(long bytes, boolean isVerified) {
    return new CloneResult.Completed(bytes, took(), isVerified);
  }

  @Override
  public final CloneResult run() {
    if (isStarted.getAndSet(true)) {
      throw new IllegalStateException("a job is done once");
    }
    start = nanoTime.getAsLong();
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
