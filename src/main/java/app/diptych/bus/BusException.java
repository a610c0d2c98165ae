package app.diptych.bus;

import java.io.Serial;
import java.util.Optional;

/// A call that failed, here or at whoever was called; or a bus that is not there.
public final class BusException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  // GIOErrorEnum, gio/gioenums.h
  private static final int G_IO_ERROR_CANCELLED = 19;
  private static final int G_IO_ERROR_TIMED_OUT = 24;

  /// What kind of failure.
  public enum Kind {
    /// There is no bus, or no GLib to reach it with.
    NO_BUS,
    /// No answer in time.
    TIMED_OUT,
    /// This thread was interrupted; it still is.
    INTERRUPTED,
    /// Whoever was called said so: [#remote] says what.
    REMOTE,
    /// Something else.
    OTHER
  }

  private final transient Optional<String> remote;
  private final Kind kind;

  private BusException(Kind kind, Optional<String> remote, String message) {
    super(message);
    this.remote = remote;
    this.kind = kind;
  }

  /// A failure of the library, a `GError`.
  ///
  /// @param remote the name of the D-Bus error, where one came back
  /// @param code the number, of GIO's own failures one of `GIOErrorEnum`
  BusException(Optional<String> remote, int code, String message) {
    this(remote.isPresent() ? Kind.REMOTE : kindOf(code), remote, message);
  }

  /// A failure that GIO does not know of.
  BusException(String message) {
    this(Kind.OTHER, Optional.empty(), message);
  }

  /// What whoever was called said.
  ///
  /// @param name of the D-Bus error
  public static BusException answered(String name, String message) {
    return new BusException(Kind.REMOTE, Optional.of(name), message);
  }

  /// No bus, in somebody's words.
  static BusException noBus(String message) {
    return new BusException(Kind.NO_BUS, Optional.empty(), message);
  }

  /// What kind of failure.
  public Kind kind() {
    return kind;
  }

  /// The name of the D-Bus error that came back; empty where nothing did.
  public Optional<String> remote() {
    return remote;
  }

  /// Its words, never none.
  public String text() {
    return String.valueOf(getMessage());
  }

  /// Whether nobody answers to the name that was called, or can be started.
  public boolean isAbsence() {
    return remote
        .filter(name ->
            name.equals("org.freedesktop.DBus.Error.ServiceUnknown")
                || name.equals("org.freedesktop.DBus.Error.NameHasNoOwner")
                || name.startsWith("org.freedesktop.DBus.Error.Spawn.")
                || name.startsWith("org.freedesktop.systemd1."))
        .isPresent();
  }

  private static Kind kindOf(int code) {
    return switch (code) {
      case G_IO_ERROR_CANCELLED -> Kind.INTERRUPTED;
      case G_IO_ERROR_TIMED_OUT -> Kind.TIMED_OUT;
      default -> Kind.OTHER;
    };
  }
}
