package app.diptych.clone;

import java.io.Serial;

/// Something stands against a request after the checks were clear; nothing was written.
final class RefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  RefusedException(Refusal refusal) {
    super(refusal.toString());
    this.refusal = refusal;
  }

  RefusedException(Refusal refusal, Exception cause) {
    super(refusal.toString(), cause);
    this.refusal = refusal;
  }

  /// What stands against it.
  Refusal refusal() {
    return refusal;
  }
}
