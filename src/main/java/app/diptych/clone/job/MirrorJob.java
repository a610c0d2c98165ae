package app.diptych.clone.job;

import app.diptych.block.os.OpenOptions;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endings;
import app.diptych.clone.JobProgress;
import app.diptych.clone.LiveExport;
import app.diptych.clone.LiveJob;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Phase;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Verdict;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Preflight;
import app.diptych.clone.control.AbandonedException;
import app.diptych.clone.control.Assignment;
import app.diptych.clone.control.Control;
import app.diptych.clone.control.ControlledJob;
import app.diptych.clone.control.Notes;
import app.diptych.clone.control.Patience;
import app.diptych.clone.pair.OpenPair;
import app.diptych.clone.pair.Surroundings;
import app.diptych.disks.DiskInventory;
import app.diptych.mirror.MismatchException;
import app.diptych.mirror.Progress;
import app.diptych.report.JobReport.Places;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the source live over NBD while the target becomes and stays its exact copy, until it is
/// finished or cancelled.
///
/// Phases: PREPARING, COPYING, FLUSHING, VERIFYING where that is wished, IN_SYNC, and DETACHED once
/// it was finished while clients were still there. Where a side fails, the listener is told at
/// once, the source goes on serving its clients until the job is ended, and the job is Failed then.
/// A source that clients may write to is held for this alone.
public final class MirrorJob extends ControlledJob implements LiveJob {
  private static final Logger LOG = LoggerFactory.getLogger(MirrorJob.class);

  private final MirrorRequest request;
  private final Surroundings around;
  private final Consumer<LiveExport> exported;
  // Set by the job's thread, and read by others.
  private final AtomicReference<Optional<Offering>> offering =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<MirrorRun>> run = new AtomicReference<>(Optional.empty());

  /// A job that is not started.
  ///
  /// @param exported is told, by the job's thread, once the source can be reached
  public MirrorJob(
      MirrorRequest request,
      DiskInventory inventory,
      CloneListener listener,
      Consumer<LiveExport> exported) {
    this(request, Surroundings.of(request, inventory), listener, exported);
  }

  MirrorJob(
      MirrorRequest request,
      Surroundings around,
      CloneListener listener,
      Consumer<LiveExport> exported) {
    super(listener, around.nanoTime());
    this.request = request;
    this.around = around;
    this.exported = exported;
  }

  /// What stands against it, and what to know before it; of one whose journal is named, or that
  /// goes on, whether that can be as well.
  public static Verdict check(MirrorRequest request, Preflight preflight) {
    return JournalCheck.checked(new JournalWish(request.pair(), true), preflight.examine(request));
  }

  @Override
  protected Assignment assignment() {
    return Assignment.mirror(request);
  }

  @Override
  protected String message(CloneResult result) {
    Notes notes = control().board().notes();
    Places repaired = Places.of(notes.repaired());
    return Endings.mirrored(result, request.pair(), repaired, notes.isKept());
  }

  /// Ends as Completed when it was finished in sync, Cancelled when it was ended before, Failed
  /// when a side failed.
  @Override
  protected CloneResult perform() {
    LOG.info("mirror {} onto {}", request.pair().source(), request.pair().target());
    control().board().begin(Phase.PREPARING, () -> new Progress(0, 0));
    try {
      return control().attempt(this::grace, this::prepared);
    } finally {
      offering.set(Optional.empty());
    }
  }

  private Patience.Grace grace() {
    return switch (control().board().phase()) {
      case PREPARING, COPYING, RESCUING, FLUSHING -> Patience.Grace.BRIEF;
      case VERIFYING, IN_SYNC, DETACHED ->
          control().board().isStalled() ? Patience.Grace.BRIEF : Patience.Grace.AMPLE;
    };
  }

  private CloneResult prepared(Patience patience) throws RefusedException, AbandonedException {
    if (control().cancellation().isWished()) {
      return Control.NOTHING_DONE;
    }
    Findings findings =
        patience.within(
            () -> control().board().notes().found(around.checks().apply(request.pair())).clear());
    try (var pair = patience.within(() -> open(findings))) {
      pair.watch(control());
      if (control().cancellation().isWished()) {
        return Control.NOTHING_DONE;
      }
      patience.cutBy(pair::hangUp);
      JournalCheck.require(new JournalWish(request.pair(), true), findings, pair);
      pair.checkApart(findings);
      return mirror(pair, findings)
          .orElseGet(() -> completed(pair.source().geometry().size(), isVerified()));
    }
  }

  private OpenPair open(Findings findings) throws RefusedException {
    OpenOptions options = request.export().isReadOnly() ? findings.reading() : OpenOptions.TARGET;
    return OpenPair.open(findings, options, around, control().board()::waiting);
  }

  private Optional<CloneResult> mirror(OpenPair pair, Findings findings)
      throws RefusedException, AbandonedException {
    if (!request.export().isReadOnly()) {
      Overtaken.byClients(findings.source(), () -> pair.reach(findings.source()));
    }
    try (var keeping =
        Keeping.begin(new JournalWish(request.pair(), true), findings, pair, control())) {
      var running = new MirrorRun(request, pair, control(), keeping);
      run.set(Optional.of(running));
      return running.run(findings, this::reached);
    } catch (MismatchException e) {
      throw new RefusedException(CloneRun.refusal(e.mismatch(), findings.target()), e);
    }
  }

  private void reached(Offering reached) {
    offering.set(Optional.of(reached));
    exported.accept(reached.live());
  }

  private boolean isVerified() {
    return run.get().orElseThrow().isVerified();
  }

  /// In sync nothing is left to be done. Where a write to the source failed after that, the job
  /// copies once more, and says so.
  @Override
  public JobProgress progress() {
    JobProgress told = control().board().progress();
    boolean copiesAgain =
        told.phase() == Phase.IN_SYNC
            && told.bytesDone() < told.bytesTotal()
            && run.get().filter(MirrorRun::hasFailed).isEmpty();
    return copiesAgain ? told.in(Phase.COPYING) : told;
  }

  @Override
  public Optional<LiveExport> export() {
    return offering.get().map(Offering::live);
  }

  @Override
  public Optional<CloneResult.Failed> failure() {
    return control().board().notes().failures().stream().reduce((_, last) -> last);
  }

  @Override
  public void detach() {
    run.get().ifPresent(MirrorRun::detach);
  }
}
