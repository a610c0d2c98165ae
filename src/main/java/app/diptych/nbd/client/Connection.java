package app.diptych.nbd.client;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.nbd.Command;
import app.diptych.nbd.Dialect;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.ProtocolException;
import app.diptych.nbd.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A connection in the transmission phase: many requests in flight, answers in any order.
///
/// There is no thread of its own. Whoever waits for an answer while nobody reads becomes the
/// reader, brings answers to all who wait, and hands the reading on when its own has come: so a
/// lone caller finds its answer without another thread's help. While a request is unanswered its
/// caller waits, hence somebody always reads when a server needs it, even while others are stuck in
/// sending.
///
/// Lock order: `sending` (held over the write, since requests go out one after the other), then
/// `lock` (never held over I/O).
final class Connection implements AutoCloseable {
  // How long a server that takes nothing may hold up the end.
  static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Session session;
  private final ReplyReader replies;
  private final ReentrantLock sending = new ReentrantLock();
  // Guarded by sending.
  private final ByteBuffer head = ByteBuffer.allocateDirect(Request.EXTENDED_SIZE);
  private final ReentrantLock lock = new ReentrantLock();
  // The rest is guarded by lock.
  private final Map<Long, Pending> inFlight = new LinkedHashMap<>();
  private long cookies;
  private boolean isRead;
  private @Nullable IOException end;
  // Written under lock; read without, by who looks for the connection with the least to do.
  private volatile int load;

  /// Goes on after the handshake; owns the session's wire.
  Connection(Session session) {
    this.session = session;
    this.replies =
        new ReplyReader(session.wire(), session.dialect(), session.allocation().orElse(0));
  }

  /// How many requests are in flight.
  int load() {
    return load;
  }

  /// Why it has ended, as far as is seen without asking the server for anything. While requests are
  /// in flight those who wait for them see it first.
  Optional<String> whyEnded() {
    lock.lock();
    try {
      if (end == null && !isRead && inFlight.isEmpty()) {
        lookForEnd();
      }
      return Optional.ofNullable(end).map(ClientHandshake::reason);
    } finally {
      lock.unlock();
    }
  }

  // As the one who reads, without the lock.
  private void lookForEnd() {
    isRead = true;
    lock.unlock();
    try {
      if (session.socket().hasEnded()) {
        end(Incoming.ended());
      }
    } finally {
      lock.lock();
      isRead = false;
      loseAllIfEnded();
      handReadingOn();
    }
  }

  /// Sends a request and waits for its answer.
  ///
  /// @throws DeviceException if the server refuses, or the connection has ended
  void call(Pending pending, ByteBuffer... payload) throws DeviceException {
    long cookie = register(pending);
    if (cookie >= 0) {
      send(pending, cookie, payload);
      await(pending);
    }
    pending.check();
  }

  private long register(Pending pending) {
    lock.lock();
    try {
      if (end != null) {
        pending.lose(end);
        return -1;
      }
      long cookie = cookies++;
      inFlight.put(cookie, pending);
      load = inFlight.size();
      return cookie;
    } finally {
      lock.unlock();
    }
  }

  private void send(Pending pending, long cookie, ByteBuffer... payload) {
    Region region = pending.region();
    boolean isExtended = session.dialect() == Dialect.EXTENDED;
    int flags = isExtended && payload.length > 0 ? Protocol.CMD_FLAG_PAYLOAD_LEN : 0;
    Request request =
        Request.of(pending.command(), flags, cookie, region.offset(), region.length());
    ByteBuffer[] all = new ByteBuffer[payload.length + 1];
    System.arraycopy(payload, 0, all, 1, payload.length);
    sending.lock();
    try {
      request.encode(head.clear(), isExtended);
      all[0] = head.flip();
      session.wire().write(all);
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      // Memory that may not be used, or is short; part of the request may be on its way.
      fail(new IOException("the request could not be sent: " + e, e));
    } finally {
      sending.unlock();
    }
  }

  private void await(Pending pending) {
    lock.lock();
    try {
      while (!pending.isDone()) {
        if (isRead) {
          pending.await(lock);
        } else {
          readAsTheOne(pending);
        }
      }
      if (!isRead) {
        handReadingOn();
      }
    } finally {
      lock.unlock();
    }
  }

  private void readAsTheOne(Pending pending) {
    isRead = true;
    try {
      readUntilDone(pending);
    } finally {
      isRead = false;
      loseAllIfEnded();
    }
  }

  // Lets the lock go while it reads.
  private void readUntilDone(Pending pending) {
    while (!pending.isDone() && end == null) {
      lock.unlock();
      long answered = -1;
      try {
        answered = replies.read(this::waiting);
      } catch (IOException e) {
        end(e);
      } catch (RuntimeException | Error e) {
        // The others who wait for a reply wait for this one to read.
        end(new IOException("the reply could not be taken: " + e, e));
      } finally {
        lock.lock();
      }
      Pending finished = inFlight.remove(answered);
      if (finished != null) {
        load = inFlight.size();
        finished.finish();
      }
    }
  }

  private Pending waiting(long cookie) throws ProtocolException {
    lock.lock();
    try {
      Pending pending = inFlight.get(cookie);
      if (pending == null) {
        throw new ProtocolException("a reply to nothing that was asked");
      }
      return pending;
    } finally {
      lock.unlock();
    }
  }

  private void handReadingOn() {
    for (Pending other : inFlight.values()) {
      if (other.isWaiting()) {
        other.wake();
        return;
      }
    }
  }

  private void fail(IOException why) {
    end(why);
    lock.lock();
    try {
      // Only who reads may say that the others' buffers are not written to any more.
      if (!isRead) {
        loseAllIfEnded();
      }
    } finally {
      lock.unlock();
    }
  }

  // Lets no more requests in, and wakes who reads.
  private void end(IOException why) {
    lock.lock();
    try {
      if (end == null) {
        end = why;
      }
    } finally {
      lock.unlock();
    }
    session.wire().close();
  }

  private void loseAllIfEnded() {
    IOException why = end;
    if (why != null) {
      inFlight
          .values()
          .forEach(pending -> {
            pending.lose(why);
            pending.finish();
          });
      inFlight.clear();
      load = 0;
    }
  }

  /// Says farewell and closes the wire. Requests in flight are lost.
  @Override
  public void close() {
    session.socket().limit(Deadline.in(FAREWELL));
    if (sending.tryLock()) {
      try {
        boolean isExtended = session.dialect() == Dialect.EXTENDED;
        Request.of(Command.DISC, 0, -1, 0, 0).encode(head.clear(), isExtended);
        session.wire().write(head.flip());
      } catch (IOException e) {
        // It has ended before.
      } finally {
        sending.unlock();
      }
    }
    fail(new IOException("no answer came, and the connection was closed"));
  }
}
