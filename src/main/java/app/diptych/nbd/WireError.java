package app.diptych.nbd;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;

/// The errors that the protocol knows (section "Error values").
public enum WireError {
  /// NBD_EPERM
  EPERM(1, "Operation not permitted"),
  /// NBD_EIO
  EIO(5, "Input/output error"),
  /// NBD_ENOMEM
  ENOMEM(12, "Cannot allocate memory"),
  /// NBD_EINVAL
  EINVAL(22, "Invalid argument"),
  /// NBD_ENOSPC
  ENOSPC(28, "No space left on device"),
  /// NBD_EOVERFLOW
  EOVERFLOW(75, "Value too large"),
  /// NBD_ENOTSUP
  ENOTSUP(95, "Operation not supported"),
  /// NBD_ESHUTDOWN
  ESHUTDOWN(108, "Server is shutting down");

  private final int number;
  private final String text;

  WireError(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /// The number on the wire, never 0.
  public int number() {
    return number;
  }

  /// The error with this number; EINVAL for one that the protocol does not know, as clients should
  /// take it.
  public static WireError of(int number) {
    for (WireError error : values()) {
      if (error.number == number) {
        return error;
      }
    }
    return EINVAL;
  }

  /// What a client is told of a device's failure.
  public static WireError of(DeviceException failure) {
    return switch (failure) {
      case DeviceException.ReadOnly _, DeviceException.Denied _ -> EPERM;
      case DeviceException.NoSpace _ -> ENOSPC;
      case DeviceException.Disconnected _ -> ESHUTDOWN;
      // Not ENOTSUP, which the protocol keeps for zeroing that is not fast.
      case DeviceException.Unimplemented _ -> EINVAL;
      case DeviceException.Busy _,
          DeviceException.CutShort _,
          DeviceException.OddSize _,
          DeviceException.Unknown _ ->
          EIO;
    };
  }

  /// A server's refusal as a device's failure, with what it said about it, if anything.
  public DeviceException toException(Failure failure, String words) {
    String reason = words.isEmpty() ? toString() : this + ": " + words;
    return switch (this) {
      case EPERM -> new DeviceException.Denied(failure, reason);
      case ENOSPC -> new DeviceException.NoSpace(failure, reason);
      case ENOTSUP -> new DeviceException.Unimplemented(failure, reason);
      case ESHUTDOWN -> new DeviceException.Disconnected(failure, reason);
      case EIO, ENOMEM, EINVAL, EOVERFLOW -> new DeviceException.Unknown(failure, reason);
    };
  }

  /// As in error lines: `EIO (Input/output error)`.
  @Override
  public String toString() {
    return name() + " (" + text + ")";
  }
}
