package app.diptych.clone;

import app.diptych.disks.DiskInventory;
import app.diptych.mirror.MismatchException;
import app.diptych.mirror.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clones source onto target: checks, opens both, builds the copy through a mirror, and compares
/// where that is wished.
public final class CloneJob implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(CloneJob.class);

  private final CloneRequest request;
  private final Surroundings around;
  private final Optional<LiveUse> liveUse;
  private final Control control;
  private final AtomicBoolean isStarted = new AtomicBoolean();

  /// A job that nobody uses the source of meanwhile, or somebody does.
  public CloneJob(
      CloneRequest request,
      DiskInventory inventory,
      CloneListener listener,
      Optional<LiveUse> liveUse) {
    this(request, Surroundings.of(inventory), listener, liveUse);
  }

  CloneJob(
      CloneRequest request,
      Surroundings around,
      CloneListener listener,
      Optional<LiveUse> liveUse) {
    this.request = request;
    this.around = around;
    this.liveUse = liveUse;
    this.control = new Control(new Board(listener, around.nanoTime()), new Cancellation());
  }

  @Override
  public CloneResult run() {
    if (isStarted.getAndSet(true)) {
      throw new IllegalStateException("a job is done once");
    }
    LOG.info("clone {} onto {}", request.source(), request.target());
    CloneResult result = attempt();
    LOG.info("{}", Wording.of(result, request));
    return result;
  }

  private CloneResult attempt() {
    long start = around.nanoTime().getAsLong();
    control.board().begin(Phase.PREPARING, () -> new Progress(0, 0));
    try {
      return prepared(start);
    } catch (RefusedException e) {
      LOG.info("refused after the checks were clear", e);
      return new CloneResult.Refused(List.of(e.refusal()));
    }
  }

  private CloneResult prepared(long start) throws RefusedException {
    if (control.cancellation().isWished()) {
      return nothingDone();
    }
    Findings findings = around.checks().apply(request);
    if (!findings.verdict().isClear()) {
      return new CloneResult.Refused(findings.verdict().refusals());
    }
    try (var pair = OpenPair.open(findings, liveUse.isPresent(), around.disks())) {
      if (control.cancellation().isWished()) {
        return nothingDone();
      }
      return clone(pair, findings.target())
          .orElseGet(() -> completed(pair.source().geometry().size(), start));
    }
  }

  private Optional<CloneResult> clone(OpenPair pair, Subject target) throws RefusedException {
    pair.keep();
    try {
      Optional<CloneResult> ended =
          new CloneRun(pair.source(), pair.target(), control, liveUse).run();
      if (ended.isEmpty()) {
        pair.rereadPartitions();
      }
      return ended.isPresent() || !request.options().verify() ? ended : pair.verify(control);
    } catch (MismatchException e) {
      pair.discard();
      throw new RefusedException(CloneRun.refusal(e.mismatch(), target), e);
    }
  }

  private CloneResult completed(long bytes, long start) {
    var took = Duration.ofNanos(around.nanoTime().getAsLong() - start);
    return new CloneResult.Completed(bytes, took, request.options().verify());
  }

  private static CloneResult nothingDone() {
    return new CloneResult.Cancelled(0, 0);
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
