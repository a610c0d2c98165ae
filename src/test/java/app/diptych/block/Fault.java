package app.diptych.block;

import app.diptych.block.DeviceException.Failure;
import java.util.function.Function;

/// How an operation of a [FaultyDevice] fails.
///
/// @param cause what is thrown: a [DeviceException], or an unchecked exception
/// @param tornBytes how many of the operation's first bytes are done all the same; cut to whole
///   sectors, and to what was asked
public record Fault(Function<Failure, Exception> cause, long tornBytes) {

  /// An input/output error.
  public static Fault eio() {
    return new Fault(
        failure -> new DeviceException.Unknown(failure, "EIO (Input/output error)"), 0);
  }

  /// No room.
  public static Fault noSpace() {
    return new Fault(
        failure -> new DeviceException.NoSpace(failure, "ENOSPC (No space left on device)"), 0);
  }

  /// The device went away.
  public static Fault disconnected() {
    return new Fault(
        failure -> new DeviceException.Disconnected(failure, "ENXIO (No such device or address)"),
        0);
  }

  /// The device takes no writes.
  public static Fault readOnly() {
    return new Fault(DeviceException.ReadOnly::new, 0);
  }

  /// The device has no such operation.
  public static Fault unimplemented() {
    return new Fault(DeviceException.Unimplemented::new, 0);
  }

  /// A bug of the device: an unchecked exception.
  public static Fault bug() {
    return new Fault(failure -> new IllegalStateException("bug: " + failure), 0);
  }

  /// The same, after these first bytes were done.
  public Fault torn(long bytes) {
    return new Fault(cause, bytes);
  }
}
