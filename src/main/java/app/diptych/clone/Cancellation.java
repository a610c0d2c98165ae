package app.diptych.clone;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A person's wish that a job end. Safe for use by many threads.
final class Cancellation {
  private final CompletableFuture<Void> wish = new CompletableFuture<>();

  /// Wishes the end; again does nothing.
  void cancel() {
    wish.complete(null);
  }

  /// Whether the end is wished.
  boolean isWished() {
    return wish.isDone();
  }

  /// Waits for the event or the wish, whichever comes first. An interrupt counts as the wish, and
  /// the thread stays interrupted.
  void awaitUnlessWished(CompletableFuture<?> event) {
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
