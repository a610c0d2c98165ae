package app.diptych.clone.job;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endings;
import app.diptych.clone.RefusedException;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.Preflight;
import app.diptych.clone.control.AbandonedException;
import app.diptych.clone.control.Assignment;
import app.diptych.clone.control.Control;
import app.diptych.clone.control.ControlledJob;
import app.diptych.clone.control.Patience;
import app.diptych.clone.pair.OpenPair;
import app.diptych.clone.verify.Verification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares source and target without writing: Completed, Mismatch, Refused, Failed, Cancelled.
public final class VerifyJob extends ControlledJob {
  private static final Logger LOG = LoggerFactory.getLogger(VerifyJob.class);

  private final CloneRequest request;

  /// A comparison of the two of a request; a larger target is compared over the source's length
  /// with Fit.START only.
  public VerifyJob(CloneRequest request, CloneListener listener) {
    super(listener, System::nanoTime);
    this.request = request;
  }

  @Override
  protected Assignment assignment() {
    return Assignment.verify(request);
  }

  @Override
  protected String message(CloneResult result) {
    return Endings.compared(result, request);
  }

  @Override
  protected CloneResult perform() {
    LOG.info("compare {} with {}", request.source(), request.target());
    return counted(control().attempt(() -> Patience.Grace.BRIEF, this::prepared));
  }

  private CloneResult prepared(Patience patience) throws RefusedException, AbandonedException {
    if (control().cancellation().isWished()) {
      return Control.NOTHING_DONE;
    }
    Findings findings = patience.within(this::found);
    try (OpenPair pair = patience.within(() -> open(findings))) {
      pair.watch(control());
      patience.cutBy(pair::hangUp);
      return Verification.of(pair, control())
          .both(request.options().comparison().hashes())
          .or(() -> Stray.compared(findings, pair))
          .orElseGet(() -> completed(pair.source().geometry().size(), true));
    }
  }

  /// All that was to be done is to compare: so much of it was, also where a device is left behind
  /// that does not answer.
  private CloneResult counted(CloneResult result) {
    return result instanceof CloneResult.Cancelled(_, var total)
        ? new CloneResult.Cancelled(control().board().progress().bytesDone(), total)
        : result;
  }

  private Findings found() throws RefusedException {
    Findings findings = control().board().notes().found(Preflight.compare(request)).clear();
    control().board().warned(findings);
    return findings;
  }

  private OpenPair open(Findings findings) throws RefusedException {
    return OpenPair.reading(findings, control().board()::waiting);
  }

  /// There is nothing else to do.
  @Override
  public void skipVerification() {}
}
