package app.diptych.clone;

import app.diptych.LoopDevice;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// What a test must take back after it, in reverse order, whatever happens.
public final class Undo implements AfterEachCallback {
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
  public void afterEach(ExtensionContext context) {
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
