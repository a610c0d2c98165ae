package app.diptych.json;

import java.io.IOException;
import java.io.Serial;

/// A text is not the JSON that was expected. Its message is one line that says what is wrong.
public final class JsonException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /// @param message what is wrong
  public JsonException(String message) {
    super(message);
  }
}
