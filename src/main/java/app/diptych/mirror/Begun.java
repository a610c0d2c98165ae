package app.diptych.mirror;

import app.diptych.block.DeviceException;
import app.diptych.block.Gate;
import app.diptych.block.Lane;
import app.diptych.block.Region;
import app.diptych.block.Transfer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Callers' reads and writes that are begun and not waited for. They are the same to the ledger and
/// to the log as those that are; what would have to wait is not begun.
///
/// @param callers what is done at their beginning and end
/// @param pair the two sides
/// @param ledger who may touch what
/// @param intents what the log must know before a write
record Begun(Callers callers, Pair pair, Ledger ledger, Intents intents) {

  /// Requests of these callers.
  Begun(Callers callers) {
    this(callers, callers.pair(), callers.ledger(), callers.intents());
  }

  private record Answer(Callers callers, long start, Gate.Pass pass) implements Transfer.Ending {
    @Override
    public void ended(@Nullable DeviceException failure) {
      callers.answered(callers.pair().timing().nanos() - start);
      pass.close();
    }
  }

  /// Begins a read; the pass is left at its end, or at once if it is not begun.
  boolean read(Lane lane, Transfer transfer, Gate.Pass pass) {
    Transfer.Ending answer = new Answer(callers, pair.timing().nanos(), pass);
    boolean hasBegun = pair.primary().begin(lane, transfer.telling(answer));
    if (!hasBegun) {
      pass.close();
    }
    return hasBegun;
  }

  /// Begins a write, likewise.
  boolean write(Lane lane, Transfer transfer, Gate.Pass pass) {
    Region region = new Region(transfer.offset(), transfer.buffer().byteSize());
    Optional<Writes.Write> begun =
        intents.mayWriteAtOnce(region)
            ? ledger.tryBegin(region, pair.secondary().takes(lane, transfer))
            : Optional.empty();
    if (begun.isEmpty()) {
      pass.close();
      return false;
    }
    Writes.Write write = begun.get();
    // Waits for the log only where it has come to call the region equal in between.
    callers.note(region);
    Flight.Landing landing =
        (outcome, failure) -> {
          if (failure == null) {
            callers.answered(outcome.primaryNanos());
          }
          callers.finish(write, outcome);
          pass.close();
          transfer.ending().ended(failure);
        };
    Flight flight = new Flight(pair, transfer, callers::secondaryFailed, landing);
    if (write.goesToBoth()) {
      flight.toBoth(lane);
    } else {
      flight.toPrimary(lane);
    }
    return true;
  }
}
