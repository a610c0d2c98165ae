package app.diptych.clone.job;

import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endings;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.RefusedException;
import app.diptych.clone.check.Findings;
import app.diptych.clone.control.AbandonedException;
import app.diptych.clone.control.Assignment;
import app.diptych.clone.control.Control;
import app.diptych.clone.control.ControlledJob;
import app.diptych.clone.control.Patience;
import app.diptych.clone.pair.OpenPair;
import app.diptych.clone.pair.Surroundings;
import app.diptych.clone.verify.Patching;
import app.diptych.clone.verify.Verification;
import app.diptych.disks.DiskInventory;
import app.diptych.mirror.Progress;
import app.diptych.report.JobReport;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares source and target, copies again only what differs, makes that durable and compares all
/// once more. The target is held alone from before the first comparison, as for a clone, and all
/// the checks of a clone come before it.
///
/// Completed where both are equal in the end, Mismatch where they still are not.
public final class RepairJob extends ControlledJob {
  private static final Logger LOG = LoggerFactory.getLogger(RepairJob.class);

  private final CloneRequest request;
  private final Surroundings around;

  /// A repair of a request's target, which must be there.
  public RepairJob(CloneRequest request, DiskInventory inventory, CloneListener listener) {
    this(request, Surroundings.of(inventory), listener);
  }

  RepairJob(CloneRequest request, Surroundings around, CloneListener listener) {
    super(listener, around.nanoTime());
    this.request = request;
    this.around = around;
  }

  @Override
  protected Assignment assignment() {
    return Assignment.repair(request);
  }

  @Override
  protected String message(CloneResult result) {
    JobReport.Places repaired = JobReport.Places.of(control().board().notes().repaired());
    return Endings.repaired(result, request, repaired);
  }

  @Override
  protected CloneResult perform() {
    LOG.info("repair {} by {}", request.target(), request.source());
    control().board().begin(Phase.PREPARING, () -> new Progress(0, 0));
    return control().attempt(() -> Patience.Grace.BRIEF, this::prepared);
  }

  private CloneResult prepared(Patience patience) throws RefusedException, AbandonedException {
    if (control().cancellation().isWished()) {
      return Control.NOTHING_DONE;
    }
    Findings findings = patience.within(this::checked);
    try (var pair = patience.within(() -> open(findings))) {
      pair.watch(control());
      patience.cutBy(pair::hangUp);
      JournalCheck.require(new JournalWish(request, false), findings, pair);
      return repaired(findings, pair)
          .orElseGet(() -> completed(pair.source().geometry().size(), true));
    }
  }

  private Findings checked() throws RefusedException {
    Findings found = around.checks().apply(request).mending();
    Findings findings = control().board().notes().found(found).clear();
    if (findings.target().isToBeCreated()) {
      throw new RefusedException(List.of(new Refusal.NothingToCompare(findings.target().path())));
    }
    control().board().warned(findings);
    return findings;
  }

  private OpenPair open(Findings findings) throws RefusedException {
    return OpenPair.open(findings, findings.reading(), around, control().board()::waiting);
  }

  /// How it ends, empty where both are equal.
  private Optional<CloneResult> repaired(Findings findings, OpenPair pair) throws RefusedException {
    boolean hashes = request.options().comparison().hashes();
    Optional<CloneResult> compared = Verification.of(pair, control()).both(hashes);
    if (compared.isEmpty() || !(compared.get() instanceof CloneResult.Mismatch(var regions, _))) {
      return compared.or(() -> Stray.of(findings, pair, Phase.VERIFYING));
    }
    List<Region> wanted = Patching.sectors(regions, pair.source(), pair.target());
    Keeping.forgetOthers(new JournalWish(request, false), findings, pair, control().board());
    control().board().notes().repaired(wanted);
    Optional<CloneResult> failed =
        new Patching(pair.source(), pair.target(), control()).copy(wanted);
    if (failed.isPresent()) {
      return failed;
    }
    pair.rereadPartitions();
    return Verification.of(pair, control())
        .both(hashes)
        .or(() -> Stray.of(findings, pair, Phase.FLUSHING));
  }

  /// What is equal and what is not is all that the job is for.
  @Override
  public void skipVerification() {}
}
