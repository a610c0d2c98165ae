package app.diptych.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// An executor that keeps back what it is given until the window is on view, so that nothing takes
/// the processor from its first picture. Safe for use by many threads.
final class Curtain implements Executor {
  private final Executor stage;
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean isUp;

  /// A curtain before another executor; down.
  Curtain(Executor stage) {
    this.stage = stage;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (waiting) {
      if (!isUp) {
        waiting.add(task);
        return;
      }
    }
    stage.execute(task);
  }

  /// Lets go what was kept back, and whatever comes from now on.
  void rise() {
    List<Runnable> due;
    synchronized (waiting) {
      isUp = true;
      due = List.copyOf(waiting);
      waiting.clear();
    }
    due.forEach(stage::execute);
  }
}
