package app.diptych.clone;

import app.diptych.LoopDevice;
import java.util.ArrayDeque;
import java.util.Deque;

/// What a test must take back, in reverse order, whatever happens.
public final class Undo implements AutoCloseable {
  private final Deque<Runnable> steps = new ArrayDeque<>();

  /// Does this at the end.
  public void later(Runnable step) {
    steps.push(step);
  }

  /// Detaches this at the end.
  public LoopDevice later(LoopDevice loop) {
    steps.push(loop::close);
    return loop;
  }

  @Override
  public void close() {
    RuntimeException first = null;
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
