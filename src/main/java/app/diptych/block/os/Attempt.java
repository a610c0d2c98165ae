package app.diptych.block.os;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Operation;
import java.nio.file.Path;

/// A call of the system that is made again when a signal interrupts it.
///
/// @param <T> what it gives
@FunctionalInterface
interface Attempt<T> {

  /// Makes the call once.
  T once() throws SystemFailure;

  /// Makes the call until it ends otherwise than by `EINTR`.
  static <T> T of(Attempt<T> call) throws SystemFailure {
    while (true) {
      try {
        return call.once();
      } catch (SystemFailure e) {
        if (e.errno() != Errno.EINTR) {
          throw e;
        }
      }
    }
  }

  /// The same of a call about a path, which fails as the opening of it does.
  static <T> T on(Path path, Attempt<T> call) throws DeviceException {
    try {
      return of(call);
    } catch (SystemFailure e) {
      throw e.toDeviceException(Failure.of(Operation.OPEN, path.toString()), false);
    }
  }

  /// A call that gives nothing.
  @FunctionalInterface
  interface Action {

    /// Makes the call once.
    void once() throws SystemFailure;
  }

  /// Makes a call that gives nothing until it ends otherwise than by `EINTR`.
  static void run(Action call) throws SystemFailure {
    of(() -> {
      call.once();
      return true;
    });
  }
}
