package app.diptych.clone;

import app.diptych.block.DeviceException;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares source and target without writing: Completed, Mismatch, Refused, Failed, Cancelled.
public final class VerifyJob implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(VerifyJob.class);

  private final Endpoint source;
  private final Endpoint target;
  private final Fit fit;
  private final Control control;
  private final LongSupplier nanoTime = System::nanoTime;
  private final AtomicBoolean isStarted = new AtomicBoolean();

  /// A comparison of the two; a larger target is compared over the source's length with Fit.START
  /// only.
  public VerifyJob(Endpoint source, Endpoint target, Fit fit, CloneListener listener) {
    this.source = source;
    this.target = target;
    this.fit = fit;
    this.control = new Control(new Board(listener, nanoTime), new Cancellation());
  }

  @Override
  public CloneResult run() {
    if (isStarted.getAndSet(true)) {
      throw new IllegalStateException("a job is done once");
    }
    LOG.info("compare {} with {}", source, target);
    try {
      return prepared(nanoTime.getAsLong());
    } catch (RefusedException e) {
      LOG.info("refused after the checks were clear", e);
      return new CloneResult.Refused(List.of(e.refusal()));
    }
  }

  private CloneResult prepared(long start) throws RefusedException {
    if (control.cancellation().isWished()) {
      return new CloneResult.Cancelled(0, 0);
    }
    List<Refusal> refusals = new ArrayList<>();
    var outlook = new SystemOutlook();
    var survey = new Survey(outlook, new Layers(List.of(), outlook), refusals);
    Subject ours = survey.source(source);
    Subject theirs = survey.existingTarget(target);
    Shapes.check(ours, theirs, fit, refusals, new ArrayList<>());
    if (!refusals.isEmpty()) {
      return new CloneResult.Refused(refusals);
    }
    try (RawDevice left = open(ours);
        RawDevice right = open(theirs)) {
      long size = left.geometry().size();
      Verification.dropCaches(left, right);
      return Verification.run(left, OpenPair.fitted(right, size), control)
          .orElseGet(() -> completed(size, start));
    }
  }

  private static RawDevice open(Subject subject) throws RefusedException {
    try {
      return RawDevice.open(subject.path(), OpenOptions.READ);
    } catch (DeviceException e) {
      throw new RefusedException(OpenFailure.refusal(subject.role(), subject.path(), e), e);
    }
  }

  private CloneResult completed(long bytes, long start) {
    return new CloneResult.Completed(bytes, Duration.ofNanos(nanoTime.getAsLong() - start), true);
  }

  @Override
  public JobProgress progress() {
    return control.board().progress();
  }

  @Override
  public void cancel() {
    control.cancellation().cancel();
  }
}
