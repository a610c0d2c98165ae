package app.diptych.ui.disks;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;

/// Brings the news that disks have come or gone to the JavaFX thread, several at once as one.
final class Watching implements AutoCloseable {
  private final AtomicBoolean isOnItsWay = new AtomicBoolean();
  private final Runnable onChange;
  private Optional<Runnable> end = Optional.empty();
  private boolean isClosed;

  /// Begins to listen, on the executor: the first call into C takes longer than a window's first
  /// picture.
  ///
  /// @param onChange called on the JavaFX thread
  Watching(Plugged plugged, Runnable onChange, Executor executor) {
    this.onChange = onChange;
    executor.execute(() -> begin(plugged));
  }

  private void begin(Plugged plugged) {
    Runnable ending = plugged.watch(this::tell);
    // Until here nobody listened: what came since the disks were listed first is news as well.
    tell();
    synchronized (this) {
      if (!isClosed) {
        end = Optional.of(ending);
        return;
      }
    }
    ending.run();
  }

  private void tell() {
    if (isOnItsWay.compareAndSet(false, true)) {
      Platform.runLater(() -> {
        isOnItsWay.set(false);
        onChange.run();
      });
    }
  }

  /// Ends it.
  @Override
  public void close() {
    Optional<Runnable> ending;
    synchronized (this) {
      isClosed = true;
      ending = end;
      end = Optional.empty();
    }
    ending.ifPresent(Runnable::run);
  }
}
