package app.diptych.clone.job;

import app.diptych.block.os.OpenOptions;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endings;
import app.diptych.clone.Endpoint;
import app.diptych.clone.LiveUse;
import app.diptych.clone.Phase;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Skipping;
import app.diptych.clone.Verdict;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.MapCheck;
import app.diptych.clone.check.Preflight;
import app.diptych.clone.control.AbandonedException;
import app.diptych.clone.control.Assignment;
import app.diptych.clone.control.Control;
import app.diptych.clone.control.ControlledJob;
import app.diptych.clone.control.Patience;
import app.diptych.clone.pair.OpenPair;
import app.diptych.clone.pair.Surroundings;
import app.diptych.clone.verify.Prints;
import app.diptych.clone.verify.Verification;
import app.diptych.disks.DiskInventory;
import app.diptych.journal.JournalFolder;
import app.diptych.mirror.MirrorOptions;
import app.diptych.mirror.MismatchException;
import app.diptych.mirror.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clones source onto target: checks, opens both, builds the copy through a mirror, and compares
/// where that is wished.
public final class CloneJob extends ControlledJob {
  private static final Logger LOG = LoggerFactory.getLogger(CloneJob.class);

  // Of a source that nobody uses: while some of the transfers turn out to be zeros, others keep the
  // disks busy. Clients would wait for so many.
  private static final int DEPTH_UNUSED = 8;

  private final CloneRequest request;
  private final Surroundings around;
  private final Optional<LiveUse> liveUse;

  /// A job that nobody uses the source of meanwhile.
  public CloneJob(CloneRequest request, DiskInventory inventory, CloneListener listener) {
    this(request, Surroundings.of(inventory), listener, Optional.empty());
  }

  /// A job that follows upon a check: where that was this very moment, it counts. Somebody may use
  /// the source meanwhile.
  public CloneJob(
      CloneRequest request,
      Preflight preflight,
      CloneListener listener,
      Optional<LiveUse> liveUse) {
    this(request, Surroundings.after(preflight), listener, liveUse);
  }

  CloneJob(
      CloneRequest request,
      Surroundings around,
      CloneListener listener,
      Optional<LiveUse> liveUse) {
    super(listener, around.nanoTime());
    if (liveUse.isPresent() && request.options().skipping().isPresent()) {
      throw new IllegalArgumentException("a source in use cannot have unreadable sectors skipped");
    }
    this.request = request;
    this.around = around;
    this.liveUse = liveUse;
  }

  /// Does what takes its time only once in a process, such as to put a number into a sentence: who
  /// does it beforehand, on another thread, has the first clone begun and ended sooner.
  public static void prepare() {
    var nothing = new Endpoint.ImageFile(Path.of(""));
    var request = new CloneRequest(nothing, nothing, CloneRequest.Options.DEFAULT);
    var _ = Endings.of(new CloneResult.Completed(1, Duration.ZERO, false), request);
    JournalFolder.prepare();
  }

  /// What stands against a clone, and what to know before it, what the journals tell of it as well.
  public static Verdict check(CloneRequest request, Preflight preflight) {
    return JournalCheck.checked(new JournalWish(request, false), preflight.examine(request));
  }

  @Override
  protected Assignment assignment() {
    return Assignment.clone(request);
  }

  @Override
  protected CloneResult perform() {
    LOG.info("clone {} onto {}", request.source(), request.target());
    control().board().begin(Phase.PREPARING, () -> new Progress(0, 0));
    return control().attempt(() -> Patience.Grace.BRIEF, this::prepared);
  }

  private CloneResult prepared(Patience patience) throws RefusedException, AbandonedException {
    if (control().cancellation().isWished()) {
      return Control.NOTHING_DONE;
    }
    Findings findings =
        patience.within(
            () -> control().board().notes().found(around.checks().apply(request)).clear());
    try (var pair = patience.within(() -> open(findings))) {
      pair.watch(control());
      if (control().cancellation().isWished()) {
        return Control.NOTHING_DONE;
      }
      patience.cutBy(pair::hangUp);
      JournalCheck.require(new JournalWish(request, false), findings, pair);
      if (!goesOnFromMap(pair.source().geometry().size())) {
        pair.checkApart(findings);
      }
      Optional<Skipping> skipping = request.options().skipping();
      return skipping.isPresent()
          ? new SkippingClone(request, control(), this::took).run(pair, findings, skipping.get())
          : clone(pair, findings)
              .orElseGet(() -> completed(pair.source().geometry().size(), isVerified()));
    }
  }

  // What a map calls finished is not copied again, so it must not be touched for a moment.
  private boolean goesOnFromMap(long size) {
    return request.options().map().stream().anyMatch(map -> MapCheck.finishedBytes(map, size) > 0);
  }

  private OpenPair open(Findings findings) throws RefusedException {
    OpenOptions options = liveUse.isPresent() ? OpenOptions.LIVE : findings.reading();
    return OpenPair.open(findings, options, around, control().board()::waiting);
  }

  private MirrorOptions options() {
    MirrorOptions options = MirrorOptions.DEFAULT.withRate(request.options().rate());
    return liveUse.isPresent() ? options : options.withDepth(DEPTH_UNUSED);
  }

  private Optional<CloneResult> clone(OpenPair pair, Findings findings)
      throws RefusedException, AbandonedException {
    try (var keeping = Keeping.begin(new JournalWish(request, false), findings, pair, control())) {
      pair.keep();
      var prints = Prints.of(request, pair.source());
      Optional<CloneResult> ended =
          new CloneRun(prints.taking(), pair.target(), control(), liveUse)
              .run(options(), keeping.log())
              .or(() -> Stray.of(findings, pair, Phase.FLUSHING));
      if (ended.isEmpty()) {
        keeping.done();
        pair.rereadPartitions();
      }
      return ended.isPresent() || !request.options().verify()
          ? ended
          : prints
              .compare(Verification.of(pair, control()))
              .or(() -> Stray.of(findings, pair, Phase.VERIFYING));
    } catch (MismatchException e) {
      pair.discard();
      throw new RefusedException(CloneRun.refusal(e.mismatch(), findings.target()), e);
    }
  }

  private boolean isVerified() {
    return request.options().verify() && !control().omission().isWished();
  }
}
