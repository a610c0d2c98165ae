package app.diptych.clone.control;

import java.io.Serial;

/// A job was ended while it was waiting for something that did not come.
public final class AbandonedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /// It has not come.
  public AbandonedException() {
    super("ended while waiting");
  }
}
