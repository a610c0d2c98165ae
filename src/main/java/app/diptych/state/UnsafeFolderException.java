package app.diptych.state;

import java.io.IOException;
import java.io.Serial;

/// A folder, or a file in it, is not this user's alone. Its message is one line that says which and
/// why.
public final class UnsafeFolderException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  UnsafeFolderException(String message) {
    super(message);
  }
}
