package app.diptych.clone.verify;

import app.diptych.block.BlockDevice;
import app.diptych.block.Region;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Phase;
import app.diptych.clone.control.Board;
import app.diptych.clone.control.Control;
import app.diptych.clone.pair.OpenPair;
import app.diptych.digest.ContentHash;
import app.diptych.digest.Fingerprints;
import app.diptych.report.JobReport;
import app.diptych.rescue.Blanked;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The phase of a job in which the target is read back and compared.
///
/// @param source one side
/// @param target the other
/// @param control how the job is watched and ended
/// @param isServed whether it is a server that says of either where it holds zeros: the copy went
///   by that, so that it is no proof, and both are read
public record Verification(
    BlockDevice source, BlockDevice target, Control control, boolean isServed) {
  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

  /// The comparison of a pair, past every cache.
  public static Verification of(OpenPair pair, Control control) {
    pair.dropCaches();
    return new Verification(pair.source(), pair.target(), control, pair.isServed());
  }

  /// The same, but for what could not be read of the source: there the target must be zeros.
  public static Verification of(OpenPair pair, List<Region> unreadable, Control control) {
    pair.dropCaches();
    return new Verification(
        new Blanked(pair.source(), unreadable), pair.target(), control, pair.isServed());
  }

  /// Compares both, and maybe takes the hash of the source along; the result is how the job ends,
  /// empty where they are equal.
  public Optional<CloneResult> both(boolean hashes) {
    var verifier = new Verifier(believed(), target, control, this::tell);
    if (!hashes) {
      return run(verifier);
    }
    var hash = new ContentHash(control.cancellation()::isWished);
    verifier.takeAlong(hash);
    return run(
        verifier,
        () -> {
          String value = hash.of(source.geometry().size());
          control.board().notes().hashed(new JobReport.Hash(ContentHash.ALGORITHM, value));
        });
  }

  /// The source, of which only the kernel's word on zeros is taken.
  BlockDevice believed() {
    return isServed ? new Doubted(source) : source;
  }

  /// Compares the target with what was read of the source, as far as that is known; that what was
  /// not read are zeros is believed.
  Optional<CloneResult> target(Fingerprints copied) {
    return run(new TargetVerifier(source, target, copied, control, this::tell));
  }

  private void tell(int percent) {
    control.board().percent(Phase.VERIFYING, percent);
  }

  private Optional<CloneResult> run(Comparer comparer) {
    return run(comparer, () -> {});
  }

  private Optional<CloneResult> run(Comparer comparer, Runnable atTheEnd) {
    Board board = control.board();
    board.begin(Phase.VERIFYING, comparer::progress);
    Verifier.Outcome outcome = comparer.compare();
    board.notes().compared(comparer.progress().bytesDone());
    return switch (outcome) {
      case Verifier.Outcome.Compared(var differences) -> {
        control.omission().close();
        atTheEnd.run();
        yield mismatch(differences);
      }
      // What differs is told, though it may not be all.
      case Verifier.Outcome.Skipped(var differences) -> mismatch(differences);
      case Verifier.Outcome.Unreadable(var role, var cause) -> {
        // What did not answer was cut short.
        if (control.cancellation().isWished()) {
          yield cancelled();
        }
        LOG.error("comparing failed: {}", role, cause);
        yield Optional.of(CloneResult.Failed.of(Phase.VERIFYING, role, cause));
      }
      case Verifier.Outcome.Cancelled() -> cancelled();
    };
  }

  private Optional<CloneResult> cancelled() {
    long size = source.geometry().size();
    return Optional.of(new CloneResult.Cancelled(size, size));
  }

  private static Optional<CloneResult> mismatch(Differences differences) {
    List<Region> regions = differences.regions();
    return regions.isEmpty()
        ? Optional.empty()
        : Optional.of(new CloneResult.Mismatch(regions, differences.bytes()));
  }
}
