package app.diptych.mirror;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Operation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The two devices of a mirror, and the way to do something on both.
///
/// @param primary serves reads and takes every write
/// @param secondary on which the copy is built
/// @param lane runs the secondary's half where both are done at once
/// @param timing measures both halves
record Pair(BlockDevice primary, BlockDevice secondary, Executor lane, Timing timing) {

  /// Something to do on a device.
  @FunctionalInterface
  interface Action {
    /// Does it.
    void on(BlockDevice device) throws DeviceException;
  }

  /// What became of it.
  ///
  /// @param isEqual whether both sides are equal where it was to be done on both
  /// @param primaryNanos what the primary's half took
  /// @param secondaryNanos what the secondary's half took; zero where there was none
  record Outcome(boolean isEqual, long primaryNanos, long secondaryNanos) {
    /// The primary failed.
    static final Outcome FAILED = new Outcome(false, 0, 0);
  }

  private record Half(@Nullable DeviceException failure, long nanos) {}

  /// The device on that side.
  BlockDevice device(Side side) {
    return switch (side) {
      case PRIMARY -> primary;
      case SECONDARY -> secondary;
    };
  }

  /// Does it on the primary alone.
  Outcome primaryOnly(Action action) throws DeviceException {
    long start = timing.nanos();
    action.on(primary);
    return new Outcome(true, timing.nanos() - start, 0);
  }

  /// Does it on the primary, on the calling thread, and on the secondary at the same time, and
  /// waits for both. What the primary throws is thrown; what the secondary throws is handed over,
  /// before anything is thrown.
  Outcome bothAtOnce(Action action, Consumer<DeviceException> secondaryFailed)
      throws DeviceException {
    CompletableFuture<Half> other = beginSecondaryHalf(action);
    long nanos;
    try {
      nanos = primaryOnly(action).primaryNanos;
    } finally {
      tell(other.join(), secondaryFailed);
    }
    return outcome(nanos, other.join());
  }

  /// The same on the calling thread alone, the primary first. Nothing is done on the secondary if
  /// the primary fails.
  Outcome bothInTurn(Action action, Consumer<DeviceException> secondaryFailed)
      throws DeviceException {
    long nanos = primaryOnly(action).primaryNanos;
    Half other = secondaryHalf(action);
    tell(other, secondaryFailed);
    return outcome(nanos, other);
  }

  /// Does one thing on the primary, on the calling thread, and another on the secondary at the same
  /// time, and waits for both.
  ///
  /// @return what failed, the primary's failure first; empty where nothing did
  Optional<MirrorState.Failed> each(Action onPrimary, Action onSecondary) {
    CompletableFuture<Half> other = beginSecondaryHalf(onSecondary);
    DeviceException failure = attempt(onPrimary, primary);
    DeviceException others = other.join().failure;
    return Optional.ofNullable(failure)
        .map(cause -> new MirrorState.Failed(Side.PRIMARY, cause))
        .or(() ->
            Optional.ofNullable(others)
                .map(cause -> new MirrorState.Failed(Side.SECONDARY, cause)));
  }

  private static void tell(Half other, Consumer<DeviceException> secondaryFailed) {
    if (other.failure != null) {
      secondaryFailed.accept(other.failure);
    }
  }

  private static Outcome outcome(long primaryNanos, Half other) {
    return new Outcome(other.failure == null, primaryNanos, other.nanos);
  }

  private CompletableFuture<Half> beginSecondaryHalf(Action action) {
    CompletableFuture<Half> other = new CompletableFuture<>();
    try {
      lane.execute(() -> other.complete(secondaryHalf(action)));
    } catch (OutOfMemoryError _) {
      // The system has no thread to give at the moment (Thread#start): then one after the other.
      other.complete(secondaryHalf(action));
    }
    return other;
  }

  private Half secondaryHalf(Action action) {
    long start = timing.nanos();
    DeviceException failure = attempt(action, secondary);
    return new Half(failure, timing.nanos() - start);
  }

  private static @Nullable DeviceException attempt(Action action, BlockDevice device) {
    try {
      action.on(device);
      return null;
    } catch (DeviceException e) {
      return e;
    } catch (Throwable e) {
      // The top of a thread: whoever waits for this half must get an answer.
      return failure(device, e);
    }
  }

  /// A failure of a device that did not fail as devices do.
  static DeviceException failure(BlockDevice device, Throwable cause) {
    DeviceException failure =
        new DeviceException.Unknown(
            DeviceException.Failure.of(Operation.WRITE, device.name()), cause.toString());
    failure.initCause(cause);
    return failure;
  }
}
