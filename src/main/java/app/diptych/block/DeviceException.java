package app.diptych.block;

import java.io.Serial;

/// A device's failure to do what it was asked, in one line: operation, device, region and reason.
///
/// On [Unimplemented], [ReadOnly], [Denied] and [Busy] nothing was written. On the others an
/// unknown part of the region was.
public abstract sealed class DeviceException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final Operation operation;
  private final String device;

  private DeviceException(Failure failure, String reason) {
    super(failure.operation + " " + failure.device + place(failure.region) + ": " + reason);
    this.operation = failure.operation;
    this.device = failure.device;
  }

  private static String place(Region region) {
    return region.isEmpty() ? "" : " " + region;
  }

  /// What was asked.
  public final Operation operation() {
    return operation;
  }

  /// The name of the device that failed.
  public final String device() {
    return device;
  }

  /// What failed, and where.
  ///
  /// @param operation what was asked
  /// @param device the device's name
  /// @param region the bytes it was asked of; of length zero where the whole device is meant
  public record Failure(Operation operation, String device, Region region) {

    /// A failure that concerns no particular bytes.
    public static Failure of(Operation operation, String device) {
      return new Failure(operation, device, Region.NOWHERE);
    }
  }

  /// The device has no such operation.
  public static final class Unimplemented extends DeviceException {
    @Serial private static final long serialVersionUID = 1;

    /// An operation that the device does not know.
    public Unimplemented(Failure failure) {
      this(failure, "not supported by this device");
    }

    /// An operation that cannot be had here, with the reason.
    public Unimplemented(Failure failure, String reason) {
      super(failure, reason);
    }
  }

  /// The device takes no writes.
  public static final class ReadOnly extends DeviceException {
    @Serial private static final long serialVersionUID = 1;

    /// A write to a read-only device.
    public ReadOnly(Failure failure) {
      super(failure, "the device is read-only");
    }
  }

  /// The device was closed, or went away.
  public static final class Disconnected extends DeviceException {
    @Serial private static final long serialVersionUID = 1;

    /// An operation on a device that is gone, with the system's word for it or `closed`.
    public Disconnected(Failure failure, String reason) {
      super(failure, reason);
    }
  }

  /// There is no room for what was to be written.
  public static final class NoSpace extends DeviceException {
    @Serial private static final long serialVersionUID = 1;

    /// A write that found its target full, with the system's word for it.
    public NoSpace(Failure failure, String reason) {
      super(failure, reason);
    }
  }

  /// Whoever asked has not the rights.
  public static final class Denied extends DeviceException {
    @Serial private static final long serialVersionUID = 1;

    private final boolean isByPolicy;

    /// An operation that needs more rights, with the system's word for it.
    public Denied(Failure failure, String reason) {
      this(failure, reason, false);
    }

    private Denied(Failure failure, String reason, boolean isByPolicy) {
      super(failure, reason);
      this.isByPolicy = isByPolicy;
    }

    /// An operation that the other end could do and does not wish to, with its word for it.
    public static Denied byPolicy(Failure failure, String reason) {
      return new Denied(failure, reason, true);
    }

    /// Whether it is the other end's wish, which no rights of ours are known to change.
    public boolean isByPolicy() {
      return isByPolicy;
    }
  }

  /// Somebody else holds the device.
  public static final class Busy extends DeviceException {
    @Serial private static final long serialVersionUID = 1;

    /// An operation that needs the device for itself, with the system's word for it.
    public Busy(Failure failure, String reason) {
      super(failure, reason);
    }
  }

  /// The device's size is no whole number of its sectors: its last bytes could not be reached.
  public static final class OddSize extends DeviceException {
    @Serial private static final long serialVersionUID = 1;

    private final long size;
    private final int sectorSize;

    /// A device of so many bytes that was to be opened.
    public OddSize(Failure failure, long size, int sectorSize) {
      super(failure, "its " + size + " bytes are no whole number of sectors of " + sectorSize);
      this.size = size;
      this.sectorSize = sectorSize;
    }

    /// Its bytes.
    public long size() {
      return size;
    }

    /// Bytes of a sector.
    public int sectorSize() {
      return sectorSize;
    }
  }

  /// The device ends before what was asked for: it was made shorter while it was open.
  public static final class CutShort extends DeviceException {
    @Serial private static final long serialVersionUID = 1;

    /// A device of which this many bytes are left.
    public CutShort(Failure failure, long size) {
      super(failure, "it ends at byte " + size);
    }
  }

  /// Any other failure, with the system's word for it such as `EIO (Input/output error)`.
  public static final class Unknown extends DeviceException {
    @Serial private static final long serialVersionUID = 1;

    /// A failure told by the system or the other end.
    public Unknown(Failure failure, String reason) {
      super(failure, reason);
    }
  }
}
