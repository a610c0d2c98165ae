package app.diptych.nbd.server;

import java.io.Serial;

/// A request failed, and the client is to be told why.
final class Failed extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient Failing why;

  /// With this to tell; nobody looks for the place where it happened.
  Failed(Failing why) {
    super(why.message(), null, false, false);
    this.why = why;
  }

  /// What to tell.
  Failing why() {
    return why;
  }
}
