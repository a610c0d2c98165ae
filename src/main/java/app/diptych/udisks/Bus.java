package app.diptych.udisks;

import app.diptych.udisks.UdisksException.Reason;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/// A bus, as udisks2 is reached over it. Safe for use by many threads.
///
/// @param address where it is; empty for this system's
record Bus(Optional<String> address) {
  // gio/gioenums.h: GBusType, GDBusConnectionFlags
  private static final int G_BUS_TYPE_SYSTEM = 1;
  private static final int AUTHENTICATION_CLIENT = 1;
  private static final int MESSAGE_BUS_CONNECTION = 8;

  /// What is asked over an open connection.
  ///
  /// @param <T> what it comes to
  @FunctionalInterface
  interface Conversation<T> {
    /// Asks.
    T with(Connection connection) throws GioFailure, UdisksException;
  }

  /// An open connection.
  ///
  /// @param bus the `GDBusConnection`
  /// @param limit how long an answer is waited for
  /// @param cancellable what ends the calls
  record Connection(MemorySegment bus, Duration limit, MemorySegment cancellable) {
    /// Calls, and waits for the answer, which the caller closes.
    Reply call(Call call) throws GioFailure {
      return Gio.call(bus, call, Math.toIntExact(limit.toMillis()), cancellable);
    }
  }

  /// Has a conversation over a connection of its own, and ends it when this thread is interrupted.
  ///
  /// @param limit how long each answer is waited for
  <T> T converse(Duration limit, Conversation<T> conversation) throws UdisksException {
    if (!Gio.isThere()) {
      throw new UdisksException(Reason.NO_BUS, "GLib is not installed");
    }
    MemorySegment cancellable = Gio.cancellable();
    try {
      return interruptibly(() -> connected(limit, conversation, cancellable), cancellable);
    } finally {
      Gio.unref(cancellable);
    }
  }

  private <T> T connected(Duration limit, Conversation<T> conversation, MemorySegment cancellable)
      throws UdisksException {
    MemorySegment bus = connect(cancellable);
    try {
      return conversation.with(new Connection(bus, limit, cancellable));
    } catch (GioFailure e) {
      throw UdisksException.of(e);
    } finally {
      Gio.unref(bus);
    }
  }

  // Not the connection that a process shares: that one would end the process with the bus.
  private MemorySegment connect(MemorySegment cancellable) throws UdisksException {
    try {
      return Gio.connect(
          address.isPresent() ? address.get() : Gio.addressOfBus(G_BUS_TYPE_SYSTEM, cancellable),
          AUTHENTICATION_CLIENT | MESSAGE_BUS_CONNECTION,
          cancellable);
    } catch (GioFailure e) {
      UdisksException known = UdisksException.of(e);
      throw known.reason() == Reason.INTERRUPTED
          ? known
          : new UdisksException(Reason.NO_BUS, e.text());
    }
  }

  // A thread that waits inside a C function feels no interrupt, so another one waits there. What
  // it got before it felt the end, such as a descriptor, is handed on all the same.
  private static <T> T interruptibly(Callable<T> work, MemorySegment cancellable)
      throws UdisksException {
    var task = new FutureTask<>(work);
    Thread thread = Thread.ofPlatform().name("udisks").start(task);
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
    return switch (task.state()) {
      case SUCCESS -> task.resultNow();
      case FAILED -> throw failure(task.exceptionNow());
      case RUNNING, CANCELLED -> throw new IllegalStateException("nobody cancels this");
    };
  }

  private static UdisksException failure(Throwable e) {
    return switch (e) {
      case UdisksException known -> known;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      default -> throw new IllegalStateException(e);
    };
  }
}
