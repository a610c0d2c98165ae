package app.diptych.nbd.client;

import app.diptych.block.DeviceException;
import app.diptych.block.Uninterrupted;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections of a client to one export. The first is there from the beginning; the others are
/// opened, in the background, when a request finds it busy. A server that does not let them in is
/// served over those that there are. Once one has ended, all have: a server that lost one may have
/// lost what was written over it.
final class Connections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final List<Connection> open = new CopyOnWriteArrayList<>();
  private final Session first;
  private final int most;
  private final Opener opener;
  private final Duration limit;
  private final ThreadFactory threads;
  private final AtomicBoolean hasBegun = new AtomicBoolean();
  // Why nothing more is sent; written by any thread.
  private volatile @Nullable String ended;
  // Who opens the others, and until when; written once, by a caller, before the end.
  private volatile @Nullable Deadline deadline;
  private volatile @Nullable Thread opening;

  /// Opens a further connection within a limit of time.
  interface Opener {
    Session open(Deadline deadline) throws DeviceException;
  }

  /// Owns the first connection, and those that are opened, `most` in all.
  ///
  /// @param limit for the opening of the others
  /// @param threads makes the one that opens them
  Connections(Session first, int most, Opener opener, Duration limit, ThreadFactory threads) {
    this.first = first;
    this.most = most;
    this.opener = opener;
    this.limit = limit;
    this.threads = threads;
    open.add(new Connection(first));
  }

  /// Sends a request over the connection with the least to do and waits for the answer.
  void call(Pending pending, ByteBuffer... payload) throws DeviceException {
    String why = ended;
    if (why != null) {
      throw new DeviceException.Disconnected(pending.failure(), why);
    }
    try {
      pick().call(pending, payload);
    } finally {
      pending.whyEnded().ifPresent(reason -> ended = reason);
    }
  }

  /// Why nothing more can be sent, as far as is seen without asking the server for anything.
  Optional<String> whyEnded() {
    if (ended == null) {
      open.stream()
          .flatMap(connection -> connection.whyEnded().stream())
          .findFirst()
          .ifPresent(why -> ended = why);
    }
    return Optional.ofNullable(ended);
  }

  private Connection pick() {
    Connection best = open.getFirst();
    int least = best.load();
    for (int i = 1; i < open.size() && least > 0; i++) {
      Connection next = open.get(i);
      int load = next.load();
      if (load < least) {
        best = next;
        least = load;
      }
    }
    if (least > 0 && most > 1 && hasBegun.compareAndSet(false, true)) {
      beginOpening();
    }
    return best;
  }

  private void beginOpening() {
    Deadline until = Deadline.in(limit);
    deadline = until;
    Thread thread = threads.newThread(() -> openOthers(until));
    try {
      thread.start();
      opening = thread;
    } catch (OutOfMemoryError e) {
      // The system has no thread to give at the moment (Thread#start): one connection does it, too.
      LOG.debug("no thread to open further connections", e);
    }
  }

  private void openOthers(Deadline until) {
    try {
      while (open.size() < most && !until.isCancelled()) {
        Session next = opener.open(until);
        if (next.facts().equals(first.facts())) {
          open.add(new Connection(next));
        } else {
          new Connection(next).close();
          LOG.debug("a further connection to {} finds another export", first.facts().name());
          return;
        }
      }
    } catch (DeviceException e) {
      LOG.debug("no further connection", e);
    }
  }

  /// Ends all of them in good order, once no request is in flight.
  @Override
  public void close() {
    Deadline until = deadline;
    if (until != null) {
      // Who is in the midst of a handshake takes leave of the server, too.
      until.cancel(Connection.FAREWELL);
    }
    Thread thread = opening;
    if (thread != null) {
      Uninterrupted.join(thread);
    }
    open.forEach(Connection::close);
  }
}
