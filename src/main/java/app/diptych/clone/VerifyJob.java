package app.diptych.clone;

import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares source and target without writing: Completed, Mismatch, Refused, Failed, Cancelled.
public final class VerifyJob extends ControlledJob {
  private static final Logger LOG = LoggerFactory.getLogger(VerifyJob.class);

  private final CloneRequest request;
  private final LongSupplier nanoTime = System::nanoTime;

  /// A comparison of the two; a larger target is compared over the source's length with Fit.START
  /// only.
  public VerifyJob(Endpoint source, Endpoint target, Fit fit, CloneListener listener) {
    this(
        new CloneRequest(
            source, target, new CloneRequest.Options(fit, true, true, Optional.empty())),
        listener);
  }

  /// A comparison of the two of a request, by its fit.
  public VerifyJob(CloneRequest request, CloneListener listener) {
    super(Control.of(listener, System::nanoTime));
    this.request = request;
  }

  @Override
  Assignment assignment() {
    return Assignment.verify(request);
  }

  @Override
  String message(CloneResult result) {
    return Endings.compared(result, request);
  }

  @Override
  CloneResult perform() {
    LOG.info("compare {} with {}", request.source(), request.target());
    long start = nanoTime.getAsLong();
    return control().attempt(Patience::brief, patience -> prepared(patience, start));
  }

  private CloneResult prepared(Patience patience, long start)
      throws RefusedException, AbandonedException {
    if (control().cancellation().isWished()) {
      return Control.NOTHING_DONE;
    }
    try (OpenPair pair = patience.within(() -> control().board().notes().opened(open()));
        var _ = pair.watch(control().board())) {
      patience.cutBy(pair::hangUp);
      long size = pair.source().geometry().size();
      return pair.verification(control())
          .both(request.options().comparison().hashes())
          .orElseGet(() ->
              new CloneResult.Completed(
                  size, Duration.ofNanos(nanoTime.getAsLong() - start), true));
    }
  }

  private OpenPair open() throws RefusedException {
    List<Refusal> refusals = new ArrayList<>();
    var outlook = new SystemOutlook();
    var survey = new Survey(outlook, new Layers(disks(), outlook), refusals);
    Subject ours = survey.source(request.source());
    Subject theirs = survey.existingTarget(request.target());
    Shapes.check(ours, theirs, request.options().fit(), refusals, new ArrayList<>());
    var verdict = new Verdict(refusals, List.of(), OptionalLong.empty());
    Findings _ = control().board().notes().found(new Findings(verdict, ours, theirs));
    if (!refusals.isEmpty()) {
      throw new RefusedException(refusals);
    }
    return OpenPair.reading(ours, theirs, control().board().lender());
  }

  /// Only of disks there is more to know than their paths tell.
  private List<Disk> disks() {
    return request.source() instanceof Endpoint.DiskPath
            || request.target() instanceof Endpoint.DiskPath
        ? DiskInventory.ofThisMachine().list()
        : List.of();
  }

  /// There is nothing else to do.
  @Override
  public void skipVerification() {}
}
