package app.diptych.nbd.server;

import app.diptych.block.Uninterrupted;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A thread that looks after all connections of a server every now and then, as long as something
/// happens there, and sleeps otherwise.
final class Watcher implements AutoCloseable {
  // A request that takes longer than one to two of these keeps no others waiting.
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1);
  // Ticks without anything happening before it sleeps, so that a client that asks for something
  // now and then need not wake it every time.
  private static final int PATIENCE = 100;

  private final BooleanSupplier look;
  private final Thread thread;
  // Volatile: set by the watcher, seen by workers.
  private volatile boolean isAsleep;
  // Volatile: set by whoever closes.
  private volatile boolean isClosed;

  /// Starts it.
  ///
  /// @param look looks after everything once, and tells whether anything happens there
  Watcher(BooleanSupplier look) {
    this.look = look;
    this.thread = new Thread(this::run, "nbd-watcher");
    thread.start();
  }

  /// Something happens. Costs nothing unless it sleeps.
  void wake() {
    if (isAsleep) {
      isAsleep = false;
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    int quiet = 0;
    while (!isClosed) {
      quiet = look.getAsBoolean() ? 0 : quiet + 1;
      if (quiet > PATIENCE) {
        sleep();
        quiet = 0;
      } else {
        LockSupport.parkNanos(this, TICK);
      }
    }
  }

  // Whoever does something first does it and then looks whether the watcher sleeps; so it first
  // says that it sleeps and then looks once more.
  private void sleep() {
    isAsleep = true;
    if (look.getAsBoolean()) {
      isAsleep = false;
    }
    while (isAsleep && !isClosed) {
      LockSupport.park(this);
    }
  }

  /// Ends and joins the thread.
  @Override
  public void close() {
    isClosed = true;
    LockSupport.unpark(thread);
    Uninterrupted.join(thread);
  }
}
