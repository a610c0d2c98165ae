package app.diptych.clone.control;

import app.diptych.clone.RefusedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives what a job waits for some time to end by itself once the job is to end, and cuts it short
/// after that: a server that is silent must not keep a job from ending.
///
/// Closing this ends the waiting.
public final class Patience implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  /// What a cut takes to reach those who wait.
  public static final Duration UNWINDING = Duration.ofMillis(300);

  private final Cancellation cancellation;
  private final ReentrantLock lock = new ReentrantLock();
  private final CompletableFuture<Void> exhausted = new CompletableFuture<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  // Guarded by lock.
  private Runnable shortcut = () -> {};

  /// How long patience lasts.
  ///
  /// @param lasting so long
  /// @param isRenewed whether it lasts as long again where something was done meanwhile
  public record Grace(Duration lasting, boolean isRenewed) {
    /// For what must not be lost if it can be helped: a flush of a slow disk may take its time, and
    /// so may all that is still to be copied.
    public static final Grace AMPLE = new Grace(Duration.ofSeconds(60), true);

    /// Long enough for a device that answers, short for a person who waits for the end.
    public static final Grace BRIEF = new Grace(Duration.ofMillis(500), false);
  }

  /// Patience that begins to run out with the wish, and lasts as long as it says then.
  ///
  /// @param done how much has been done by then
  public Patience(Cancellation cancellation, Supplier<Grace> grace, Supplier<?> done) {
    this.cancellation = cancellation;
    cancellation.onWish(
        () -> Thread.ofVirtual().name("patience").start(() -> watch(grace.get(), done)));
  }

  private void watch(Grace grace, Supplier<?> done) {
    Object before;
    Object now = done.get();
    do {
      before = now;
      over.copy().completeOnTimeout(null, grace.lasting.toMillis(), TimeUnit.MILLISECONDS).join();
      now = done.get();
    } while (grace.isRenewed && !over.isDone() && !now.equals(before));
    exhausted.complete(null);
    lock.lock();
    try {
      shortcut.run();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the end of all that is waited for.
  ///
  /// @return whether it came; not where the patience was exhausted before, and cutting short did
  ///   not help
  boolean outlasts(CompletableFuture<?> end) {
    CompletableFuture<Void> left =
        exhausted.thenRunAsync(
            () -> {},
            CompletableFuture.delayedExecutor(UNWINDING.toMillis(), TimeUnit.MILLISECONDS));
    await(CompletableFuture.anyOf(end, left));
    return end.isDone();
  }

  /// How to cut short what is waited for from here on; at once where the patience is exhausted. It
  /// must not wait long itself.
  public void cutBy(Runnable action) {
    lock.lock();
    try {
      shortcut = action;
      if (exhausted.isDone()) {
        action.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Something that takes a while, such as connecting.
  ///
  /// @param <T> what it gives
  @FunctionalInterface
  public interface Step<T> {
    /// Does it.
    T run() throws RefusedException;
  }

  /// Waits for a step, which a thread of its own does. Where the patience is exhausted first, the
  /// thread is left to the step's own limits, and what it opens late is closed again.
  ///
  /// @throws AbandonedException where the patience was exhausted first
  public <T> T within(Step<T> step) throws RefusedException, AbandonedException {
    var done = new CompletableFuture<T>();
    // Not a virtual one: the first of those that waits for a socket leaves a thread of the system
    // in native code, for which a process waits 300 ms when it ends.
    Thread.ofPlatform().daemon().name("preparing").start(() -> complete(done, step));
    await(CompletableFuture.anyOf(done, exhausted));
    if (!done.isDone()) {
      var _ = done.thenAccept(Patience::closeLate);
      throw new AbandonedException();
    }
    try {
      return done.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RefusedException refused -> throw refused;
        case RuntimeException bug -> throw bug;
        case null, default -> throw e;
      }
    }
  }

  private static <T> void complete(CompletableFuture<T> done, Step<T> step) {
    try {
      done.complete(step.run());
    } catch (Throwable e) {
      // The top of a thread: the one that waits is told.
      done.completeExceptionally(e);
    }
  }

  // An interrupt counts as the wish to end, and the thread stays interrupted.
  private void await(CompletableFuture<?> event) {
    try {
      event.get();
    } catch (InterruptedException _) {
      cancellation.cancel();
      event.exceptionally(_ -> null).join();
      Thread.currentThread().interrupt();
    } catch (ExecutionException _) {
      // Who asks for the result finds out.
    }
  }

  private static void closeLate(Object late) {
    if (late instanceof AutoCloseable opened) {
      try {
        opened.close();
      } catch (Exception e) {
        LOG.warn("what was opened too late could not be closed", e);
      }
    }
  }

  @Override
  public void close() {
    cutBy(() -> {});
    over.complete(null);
  }
}
