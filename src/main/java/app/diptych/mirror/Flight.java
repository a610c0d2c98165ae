package app.diptych.mirror;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Lane;
import app.diptych.block.Transfer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A caller's write that is under way to the primary, or to both sides, and that nobody waits for.
/// What came of it is told when it has ended wherever it went.
final class Flight {

  /// Is told what came of a write.
  @FunctionalInterface
  interface Landing {
    /// It has ended.
    ///
    /// @param failure of the primary, which is the caller's
    void ended(Pair.Outcome outcome, @Nullable DeviceException failure);
  }

  private final Pair pair;
  private final Transfer transfer;
  private final Consumer<DeviceException> secondaryFailed;
  private final Landing landing;
  private final long start;
  // Its last decrement publishes what the others have set.
  private final AtomicInteger left = new AtomicInteger(1);
  private @Nullable DeviceException failure;
  private long primaryNanos;
  private boolean isEqual = true;
  private long secondaryNanos;

  /// A write that has not begun.
  Flight(Pair pair, Transfer transfer, Consumer<DeviceException> secondaryFailed, Landing landing) {
    this.pair = pair;
    this.transfer = transfer;
    this.secondaryFailed = secondaryFailed;
    this.landing = landing;
    this.start = pair.timing().nanos();
  }

  /// Begins it on the primary alone, which takes it.
  void toPrimary(Lane lane) {
    begin(pair.primary(), lane, this::primaryEnded);
  }

  /// Begins it on both sides, which take it.
  void toBoth(Lane lane) {
    left.set(2);
    begin(pair.primary(), lane, this::primaryEnded);
    begin(pair.secondary(), lane, this::secondaryEnded);
  }

  private void begin(BlockDevice device, Lane lane, Transfer.Ending ending) {
    try {
      if (!device.begin(lane, transfer.with(transfer.offset(), ending))) {
        waitFor(device, ending);
      }
    } catch (RuntimeException e) {
      ending.ended(Pair.failure(device, e));
    }
  }

  // There is somebody to wait for after all; seldom enough to do it here.
  private void waitFor(BlockDevice device, Transfer.Ending ending) {
    @Nullable DeviceException thrown = null;
    try {
      device.write(transfer.offset(), transfer.buffer());
    } catch (DeviceException e) {
      thrown = e;
    }
    ending.ended(thrown);
  }

  private void primaryEnded(@Nullable DeviceException cause) {
    primaryNanos = pair.timing().nanos() - start;
    failure = cause;
    land();
  }

  private void secondaryEnded(@Nullable DeviceException cause) {
    secondaryNanos = pair.timing().nanos() - start;
    if (cause != null) {
      isEqual = false;
      secondaryFailed.accept(cause);
    }
    land();
  }

  private void land() {
    if (left.decrementAndGet() == 0) {
      landing.ended(
          failure == null
              ? new Pair.Outcome(isEqual, primaryNanos, secondaryNanos)
              : Pair.Outcome.FAILED,
          failure);
    }
  }
}
