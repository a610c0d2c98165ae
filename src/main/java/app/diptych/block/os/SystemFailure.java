package app.diptych.block.os;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import java.io.Serial;
import java.util.EnumSet;
import java.util.Optional;

/// A call of the system that failed, before it is known which operation on which device that was.
final class SystemFailure extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final Errno errno;

  private SystemFailure(Errno errno, String reason) {
    super(reason);
    this.errno = errno;
  }

  /// A failure with one of the system's known words.
  SystemFailure(Errno errno) {
    this(errno, errno.toString());
  }

  /// A failure that the system tells in its own words only; it counts as an input/output error.
  SystemFailure(String reason) {
    this(Errno.EIO, reason);
  }

  /// A failure with a number.
  static SystemFailure of(int number) {
    Optional<Errno> known = Errno.of(number);
    return known.isPresent()
        ? new SystemFailure(known.get())
        : new SystemFailure("errno " + number);
  }

  /// The system's word.
  Errno errno() {
    return errno;
  }

  /// Whether the system, or what it stands on, has no such operation for this file or device.
  boolean isUnsupported() {
    return EnumSet.of(Errno.EOPNOTSUPP, Errno.ENOTTY, Errno.ENOSYS, Errno.EINVAL).contains(errno);
  }

  /// The device's failure that this is.
  ///
  /// @param hasBegun whether a part had been done before, so that nobody may be told that nothing
  ///   was written
  DeviceException toDeviceException(Failure failure, boolean hasBegun) {
    DeviceException result =
        switch (errno) {
          case ENODEV, ENXIO, ENOMEDIUM -> new DeviceException.Disconnected(failure, reason());
          case ENOSPC, EDQUOT -> new DeviceException.NoSpace(failure, reason());
          default -> hasBegun ? new DeviceException.Unknown(failure, reason()) : refusal(failure);
        };
    result.initCause(this);
    return result;
  }

  private DeviceException refusal(Failure failure) {
    return switch (failure.operation()) {
      case OPEN ->
          switch (errno) {
            case EROFS -> new DeviceException.ReadOnly(failure);
            case EPERM, EACCES -> new DeviceException.Denied(failure, reason());
            case EBUSY, EAGAIN, ETXTBSY -> new DeviceException.Busy(failure, reason());
            default -> new DeviceException.Unknown(failure, reason());
          };
      case WRITE, ZERO, TRIM ->
          switch (errno) {
            // EPERM is how a disk refuses writes that was made read-only after it was opened.
            case EROFS, EPERM -> new DeviceException.ReadOnly(failure);
            default -> new DeviceException.Unknown(failure, reason());
          };
      case READ, FLUSH, EXTENTS -> new DeviceException.Unknown(failure, reason());
    };
  }

  private String reason() {
    String message = getMessage();
    return message == null ? errno.toString() : message;
  }
}
