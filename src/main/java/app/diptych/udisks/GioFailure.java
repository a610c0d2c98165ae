package app.diptych.udisks;

import java.io.Serial;
import java.util.Optional;

/// A `GError`: a call that failed, here or at whoever was called.
final class GioFailure extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient Optional<String> remote;
  private final int code;

  /// A failure with its words.
  ///
  /// @param remote the name of the D-Bus error, where one came back
  /// @param code the number, of GIO's own failures one of `GIOErrorEnum`
  GioFailure(Optional<String> remote, int code, String message) {
    super(message);
    this.remote = remote;
    this.code = code;
  }

  /// A failure that GIO does not know of.
  GioFailure(String message) {
    this(Optional.empty(), 0, message);
  }

  /// The name of the D-Bus error that came back; empty where nothing did.
  Optional<String> remote() {
    return remote;
  }

  /// The number.
  int code() {
    return code;
  }

  /// Its words, never none.
  String text() {
    return String.valueOf(getMessage());
  }
}
