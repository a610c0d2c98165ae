package app.diptych.udisks;

import app.diptych.bus.BusException;
import java.io.Serial;
import java.util.Locale;

/// udisks2 did not do what it was asked for, or could not be asked.
public final class UdisksException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /// Why not.
  public enum Reason {
    /// There is no system bus, or no GLib to reach it with.
    NO_BUS,
    /// There is a bus and no udisks2 on it.
    NO_UDISKS,
    /// udisks2 does not know the device.
    UNKNOWN_DEVICE,
    /// polkit's rules are against it, or the password was wrong.
    REFUSED,
    /// The person was asked, and closed the question.
    DISMISSED,
    /// Somebody would have to be asked, and nothing is there that could ask.
    NO_AGENT,
    /// Somebody else holds the device.
    BUSY,
    /// No answer for some minutes.
    TIMED_OUT,
    /// This thread was interrupted; it still is.
    INTERRUPTED,
    /// Something else, in udisks2's words.
    OTHER
  }

  private final Reason reason;

  /// A failure in somebody's own words.
  public UdisksException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  private UdisksException(Reason reason, BusException cause) {
    super(cause.text(), cause);
    this.reason = reason;
  }

  /// Why not.
  public Reason reason() {
    return reason;
  }

  /// What a failed call means.
  static UdisksException of(BusException failure) {
    Reason reason =
        switch (failure.kind()) {
          case NO_BUS -> Reason.NO_BUS;
          case TIMED_OUT -> Reason.TIMED_OUT;
          case INTERRUPTED -> Reason.INTERRUPTED;
          case REMOTE -> ofRemote(failure);
          case OTHER -> Reason.OTHER;
        };
    return new UdisksException(reason, failure);
  }

  // udisks/udisksdaemonutil.c and src/udiskserror.c; dbus/dbus-protocol.h
  private static Reason ofRemote(BusException failure) {
    return switch (failure.remote().orElse("")) {
      case "org.freedesktop.UDisks2.Error.NotAuthorized",
          "org.freedesktop.DBus.Error.AccessDenied" ->
          Reason.REFUSED;
      case "org.freedesktop.UDisks2.Error.NotAuthorizedCanObtain" -> Reason.NO_AGENT;
      case "org.freedesktop.UDisks2.Error.NotAuthorizedDismissed" -> Reason.DISMISSED;
      case "org.freedesktop.UDisks2.Error.DeviceBusy" -> Reason.BUSY;
      case "org.freedesktop.UDisks2.Error.Failed" -> ofText(failure.text());
      case "org.freedesktop.DBus.Error.UnknownObject" -> Reason.UNKNOWN_DEVICE;
      case "org.freedesktop.DBus.Error.NoReply", "org.freedesktop.DBus.Error.Timeout" ->
          Reason.TIMED_OUT;
      default -> failure.isAbsence() ? Reason.NO_UDISKS : Reason.OTHER;
    };
  }

  // It has no error of its own for a device that may not be opened twice, but the system's word,
  // in the language that the service was started with: where that is another one, OTHER it stays.
  private static Reason ofText(String text) {
    return text.toLowerCase(Locale.ROOT).endsWith("device or resource busy")
        ? Reason.BUSY
        : Reason.OTHER;
  }
}
