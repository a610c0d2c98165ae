package app.diptych.rescue;

import java.io.Serial;

/// A map file that is none, or one of another device; the message says where and why, in one line.
public final class MapFormatException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /// Something wrong with the file as a whole.
  MapFormatException(String reason) {
    super(reason);
  }

  /// Something wrong in a line, counted from 1.
  MapFormatException(long line, String reason) {
    super("line " + line + ": " + reason);
  }
}
