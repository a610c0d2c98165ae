package app.diptych.clone.control;

import java.util.concurrent.atomic.AtomicReference;

/// Whether a person leaves the verification out, which may begin or be under way. Safe for use by
/// many threads.
public final class Omission {
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  private enum State {
    OPEN,
    WISHED,
    TOO_LATE
  }

  /// Leaves it out; too late once all was compared.
  void wish() {
    state.compareAndSet(State.OPEN, State.WISHED);
  }

  /// Whether it is left out.
  public boolean isWished() {
    return state.get() == State.WISHED;
  }

  /// All was compared.
  ///
  /// @return whether nobody had left it out before
  public boolean close() {
    return state.compareAndSet(State.OPEN, State.TOO_LATE);
  }
}
