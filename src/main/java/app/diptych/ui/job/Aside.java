package app.diptych.ui.job;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.concurrent.Task;

/// Has something done by a thread that nobody waits for. JavaFX thread only.
final class Aside {
  private Aside() {}

  /// Does it, and tells on the JavaFX thread what came of it.
  static <T> void run(
      String name, Callable<T> what, Consumer<T> onSuccess, Consumer<Throwable> onFailure) {
    var task =
        new Task<T>() {
          @Override
          protected T call() throws Exception {
            return what.call();
          }
        };
    task.setOnSucceeded(_ -> onSuccess.accept(task.getValue()));
    task.setOnFailed(_ -> onFailure.accept(task.getException()));
    Thread.ofPlatform().daemon().name(name).start(task);
  }
}
