package app.diptych.bus;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.FutureTask;

/// Waits inside C functions, and ends them when the thread that asked is interrupted.
final class Waiting {
  private Waiting() {}

  /// A function that waits, and that a `GCancellable` ends.
  @FunctionalInterface
  interface Work<T> {
    /// Waits.
    T until(MemorySegment cancellable) throws BusException;
  }

  /// Does work; an interrupt ends it. A thread that waits inside a C function feels no interrupt,
  /// so another one waits there.
  static <T> T interruptibly(Work<T> work) throws BusException {
    MemorySegment cancellable = Gio.cancellable();
    try {
      var task = new FutureTask<>(() -> work.until(cancellable));
      joined(Thread.ofPlatform().name("bus").start(task), cancellable);
      return switch (task.state()) {
        case SUCCESS -> task.resultNow();
        case FAILED -> throw failure(task.exceptionNow());
        case RUNNING, CANCELLED -> throw new IllegalStateException("nobody cancels this");
      };
    } finally {
      Gio.unref(cancellable);
    }
  }

  private static void joined(Thread thread, MemorySegment cancellable) {
    boolean isInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        isInterrupted = true;
        Gio.cancel(cancellable);
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static BusException failure(Throwable e) {
    return switch (e) {
      case BusException known -> known;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      default -> throw new IllegalStateException(e);
    };
  }
}
