package app.diptych.nbd.server;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/// Named threads, and the waiting for their end.
final class Threads {
  private Threads() {}

  /// Makes threads with this name and a number.
  static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> new Thread(task, name + "-" + number.incrementAndGet());
  }

  /// Waits for a thread to end, whoever interrupts.
  static void join(Thread thread) {
    boolean isInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
