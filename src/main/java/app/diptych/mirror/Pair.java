package app.diptych.mirror;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Operation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The two devices of a mirror, and the way to do something on both at once.
///
/// @param primary serves reads and takes every write
/// @param secondary on which the copy is built
/// @param lane runs the secondary's half
record Pair(BlockDevice primary, BlockDevice secondary, Executor lane) {

  /// Something to do on a device.
  @FunctionalInterface
  interface Action {
    /// Does it.
    void on(BlockDevice device) throws DeviceException;
  }

  /// The device on that side.
  BlockDevice device(Side side) {
    return switch (side) {
      case PRIMARY -> primary;
      case SECONDARY -> secondary;
    };
  }

  /// Does it on the primary, on the calling thread, and on the secondary at the same time, and
  /// waits for both. What the primary throws is thrown; what the secondary throws is handed over,
  /// before anything is thrown.
  ///
  /// @return whether the secondary did it
  boolean both(Action action, Consumer<DeviceException> secondaryFailed) throws DeviceException {
    CompletableFuture<@Nullable DeviceException> other = new CompletableFuture<>();
    lane.execute(() -> other.complete(attempt(action, secondary)));
    try {
      action.on(primary);
    } finally {
      DeviceException failure = other.join();
      if (failure != null) {
        secondaryFailed.accept(failure);
      }
    }
    return other.join() == null;
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
