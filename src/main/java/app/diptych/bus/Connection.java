package app.diptych.bus;

import java.lang.foreign.MemorySegment;
import java.time.Duration;

/// An open connection to a bus. One thread at a time; closed when no call is under way.
public final class Connection implements AutoCloseable {
  private final MemorySegment bus;
  private final Duration limit;
  private boolean isClosed;

  /// A connection.
  ///
  /// @param bus the `GDBusConnection`
  /// @param limit how long an answer is waited for
  Connection(MemorySegment bus, Duration limit) {
    this.bus = bus;
    this.limit = limit;
  }

  /// Calls, and waits for the answer, which the caller closes. An interrupt of this thread ends the
  /// call; what came before it, such as a descriptor, is handed on all the same.
  public Reply call(Call call) throws BusException {
    return Waiting.interruptibly(
        cancellable -> Gio.call(bus, call, Math.toIntExact(limit.toMillis()), cancellable));
  }

  /// Calls, and gives the answer's values in GVariant's text format.
  public String ask(Call call) throws BusException {
    try (Reply reply = call(call)) {
      return reply.text();
    }
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      Gio.unref(bus);
    }
  }
}
