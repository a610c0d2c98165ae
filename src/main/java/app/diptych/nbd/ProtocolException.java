package app.diptych.nbd;

import java.io.IOException;
import java.io.Serial;

/// The other end broke a rule of the protocol that leaves no way to go on with the connection.
public final class ProtocolException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /// A breach, in one line.
  public ProtocolException(String message) {
    super(message);
  }
}
