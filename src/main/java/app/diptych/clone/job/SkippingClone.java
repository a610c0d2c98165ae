package app.diptych.clone.job;

import app.diptych.block.BlockDevice;
import app.diptych.block.Region;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Phase;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Skipping;
import app.diptych.clone.check.Findings;
import app.diptych.clone.check.KeptMaps;
import app.diptych.clone.control.AbandonedException;
import app.diptych.clone.control.Control;
import app.diptych.clone.pair.OpenPair;
import app.diptych.clone.verify.Prints;
import app.diptych.clone.verify.Verification;
import app.diptych.mirror.Mismatch;
import app.diptych.rescue.Ends;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A clone that passes over unreadable sectors, on two open devices: copies, and compares where
/// that is wished.
///
/// @param request what was asked for
/// @param control how the job is watched and ended
/// @param took the time since its start
record SkippingClone(CloneRequest request, Control control, Supplier<Duration> took) {

  /// Does it, and says how the job ends.
  ///
  /// @throws RefusedException if the devices do not fit, or the map is none of theirs; nothing was
  ///   written
  /// @throws AbandonedException if the job is to end before it goes on
  CloneResult run(OpenPair pair, Findings findings, Skipping skipping)
      throws RefusedException, AbandonedException {
    BlockDevice source = pair.source();
    Optional<Mismatch> mismatch = Mismatch.between(source.geometry(), pair.target().geometry());
    if (mismatch.isPresent()) {
      throw new RefusedException(List.of(CloneRun.refusal(mismatch.get(), findings.target())));
    }
    var prints = Prints.of(request, source);
    var run =
        new RescueRun(
            new Ends(prints.taking(), pair.target()),
            request.options(),
            RescueRun.physicalSector(findings.source()),
            control);
    var wish = new JournalWish(request, false);
    // A map that a person has named is his to go on from.
    boolean isKept = skipping.map().filter(KeptMaps::holds).isPresent();
    try (var keeping = isKept ? Keeping.begin(wish, findings, pair, control) : Keeping.nothing()) {
      pair.keep();
      return switch (run.run(() -> forget(isKept, wish, findings, pair))) {
        case RescueRun.Result.Ended(var how) -> how;
        case RescueRun.Result.Copied(var unreadable) -> {
          Optional<CloneResult> stray = Stray.of(findings, pair, Phase.FLUSHING);
          if (stray.isPresent()) {
            yield stray.get();
          }
          keeping.done();
          yield copied(pair, findings, unreadable, prints);
        }
      };
    } catch (RefusedException e) {
      pair.discard();
      throw e;
    }
  }

  private void forget(boolean isKept, JournalWish wish, Findings findings, OpenPair pair)
      throws RefusedException {
    if (!isKept) {
      Keeping.forget(wish, findings, pair, control.board());
    }
  }

  private CloneResult copied(
      OpenPair pair, Findings findings, List<Region> unreadable, Prints prints) {
    control.board().notes().unreadable(unreadable);
    pair.rereadPartitions();
    boolean verify = request.options().verify();
    Optional<CloneResult> ended =
        verify
            ? prints
                .compare(Verification.of(pair, unreadable, control))
                .or(() -> Stray.of(findings, pair, Phase.VERIFYING))
            : Optional.empty();
    return ended.orElseGet(() -> {
      long size = pair.source().geometry().size();
      boolean isVerified = verify && !control.omission().isWished();
      return unreadable.isEmpty()
          ? new CloneResult.Completed(size, took.get(), isVerified)
          : new CloneResult.Skipped(size, took.get(), isVerified, unreadable);
    });
  }
}
