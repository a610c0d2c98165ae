package app.diptych.clone;

import java.io.Serial;
import java.util.List;

/// Something stands against a request; nothing was written.
public final class RefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<Refusal> refusals;

  /// These stand against it.
  public RefusedException(List<Refusal> refusals) {
    super(refusals.toString());
    this.refusals = List.copyOf(refusals);
  }

  /// This stands against it.
  public RefusedException(Refusal refusal) {
    this(List.of(refusal));
  }

  /// This stands against it, and comes of a failure.
  public RefusedException(Refusal refusal, Exception cause) {
    super(refusal.toString(), cause);
    this.refusals = List.of(refusal);
  }

  /// What stands against it, at least one.
  public List<Refusal> refusals() {
    return refusals;
  }
}
