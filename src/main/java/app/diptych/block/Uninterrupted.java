package app.diptych.block;

/// Waiting that an interruption does not end, but finds again afterwards.
public final class Uninterrupted {
  private Uninterrupted() {}

  /// Waits for the end of a thread.
  public static void join(Thread thread) {
    boolean wasInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
