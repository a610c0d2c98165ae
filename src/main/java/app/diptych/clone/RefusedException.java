package app.diptych.clone;

import java.io.Serial;
import java.util.List;

/// Something stands against a request; nothing was written.
final class RefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<Refusal> refusals;

  RefusedException(List<Refusal> refusals) {
    super(refusals.toString());
    this.refusals = List.copyOf(refusals);
  }

  RefusedException(Refusal refusal) {
    this(List.of(refusal));
  }

  RefusedException(Refusal refusal, Exception cause) {
    super(refusal.toString(), cause);
    this.refusals = List.of(refusal);
  }

  /// What stands against it, at least one.
  List<Refusal> refusals() {
    return refusals;
  }
}
