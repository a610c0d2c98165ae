package app.diptych.clone;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The phase of a job in which both sides are read back and compared.
final class Verification {
  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

  private Verification() {}

  /// Lets the system forget what it holds of these in memory, where it could not be passed by.
  static void dropCaches(Opened... devices) {
    for (Opened device : devices) {
      try {
        device.dropCache();
      } catch (DeviceException e) {
        LOG.warn("what is compared may come from memory", e);
      }
    }
  }

  /// Compares; the result is how the job ends, empty where both are equal.
  static Optional<CloneResult> run(BlockDevice source, BlockDevice target, Control control) {
    Board board = control.board();
    var verifier =
        new Verifier(source, target, control, percent -> board.percent(Phase.VERIFYING, percent));
    board.begin(Phase.VERIFYING, verifier::progress);
    Verifier.Outcome outcome = verifier.compare();
    board.notes().compared(verifier.progress().bytesDone());
    return switch (outcome) {
      case Verifier.Outcome.Compared(var differences) -> {
        control.omission().close();
        yield mismatch(differences);
      }
      // What differs is told, though it may not be all.
      case Verifier.Outcome.Skipped(var differences) -> mismatch(differences);
      case Verifier.Outcome.Unreadable(var role, var cause) -> {
        // What did not answer was cut short.
        if (control.cancellation().isWished()) {
          yield cancelled(source);
        }
        LOG.error("comparing failed: {}", role, cause);
        String reason = Sentences.failure(role, cause);
        yield Optional.of(new CloneResult.Failed(Phase.VERIFYING, reason));
      }
      case Verifier.Outcome.Cancelled() -> cancelled(source);
    };
  }

  private static Optional<CloneResult> cancelled(BlockDevice source) {
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
