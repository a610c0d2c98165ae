package app.diptych.clone.control;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A person's wish that a job end. Safe for use by many threads.
public final class Cancellation {
  private final CompletableFuture<Void> wish = new CompletableFuture<>();

  /// Wishes the end; again does nothing.
  public void cancel() {
    wish.complete(null);
  }

  /// Does this when the end is wished, on the thread that wishes it; at once if it was before.
  public void onWish(Runnable action) {
    var _ = wish.thenRun(action);
  }

  /// Whether the end is wished.
  public boolean isWished() {
    return wish.isDone();
  }

  /// Waits for the wish. An interrupt counts as it, and the thread stays interrupted.
  public void await() {
    awaitUnlessWished(wish);
  }

  /// Waits for the event or the wish, whichever comes first. An interrupt counts as the wish, and
  /// the thread stays interrupted.
  public void awaitUnlessWished(CompletableFuture<?> event) {
    try {
      CompletableFuture.anyOf(event, wish).get();
    } catch (InterruptedException _) {
      cancel();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the event failed instead of happening", e);
    }
  }
}
