package app.diptych;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// Work on a thread of its own, which may fail.
public final class Later {
  private Later() {}

  /// Something that is done.
  @FunctionalInterface
  public interface Deed {
    /// Does it.
    void run() throws Exception;
  }

  /// What comes of it, or what it threw.
  public static <T> CompletableFuture<T> of(Callable<T> work) {
    var end = new CompletableFuture<T>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            end.complete(work.call());
          } catch (Throwable e) {
            end.completeExceptionally(e);
          }
        });
    return end;
  }

  /// The same of what gives nothing.
  public static CompletableFuture<Void> run(Deed deed) {
    return of(() -> {
      deed.run();
      return null;
    });
  }
}
