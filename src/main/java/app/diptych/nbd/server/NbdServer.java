package app.diptych.nbd.server;

import app.diptych.block.Uninterrupted;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.Tls;
import app.diptych.nbd.Visitor;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Offers devices to NBD clients until it is closed.
public final class NbdServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NbdServer.class);
  private static final long CLOSING_TICK = TimeUnit.MILLISECONDS.toNanos(1);
  // Before the next try to let somebody in when the system was short of something.
  private static final long SHORTAGE = TimeUnit.MILLISECONDS.toNanos(100);

  private final NbdUri uri;
  private final Listening listening;
  private final int most;
  private final House house;
  private final Thread door;
  private final Map<ServerSession, Thread> sessions = new ConcurrentHashMap<>();
  private final AtomicBoolean isClosing = new AtomicBoolean();
  // Of the watcher alone.
  private long seen;

  private NbdServer(
      NbdUri uri,
      Listening listening,
      Offers offers,
      ServerOptions options,
      Optional<Handshake.Encryption> encryption,
      ThreadFactory threads) {
    this.uri = uri;
    this.listening = listening;
    this.most = options.connections();
    this.house =
        new House(
            offers,
            encryption,
            options.handshakeLimit(),
            new Memory(options.connections()),
            new Watcher(this::look),
            threads);
    this.door = new Thread(this::letIn, "nbd-door");
  }

  /// Listens and serves, on threads of its own. A unix socket is made with mode 0600 and removed in
  /// the end.
  ///
  /// @param at where; its export name counts for nothing
  /// @throws IOException if nobody can listen there, with one line why
  /// @throws IllegalArgumentException if the options do not allow it: TCP beyond loopback with
  ///   neither TLS nor `isInsecure`, a TLS address without certificates or the reverse; or if an
  ///   export cannot be offered: names that are not unique or longer than 4096 bytes, sectors that
  ///   are no power of two or larger than 65536 bytes
  public static NbdServer open(NbdUri at, List<Export> exports, ServerOptions options)
      throws IOException {
    return open(at, exports, options, Thread::new);
  }

  /// The same.
  ///
  /// @param threads makes the threads of sessions
  static NbdServer open(
      NbdUri at, List<Export> exports, ServerOptions options, ThreadFactory threads)
      throws IOException {
    if (at.isEncrypted() != options.certificates().isPresent()) {
      throw new IllegalArgumentException(
          at.isEncrypted()
              ? "a TLS address needs a folder of certificates"
              : "with certificates, the address must be one of TLS (nbds)");
    }
    Offers offers = Offers.of(exports);
    Optional<Handshake.Encryption> encryption = encryption(options);
    Listening listening =
        Listening.at(at.address(), encryption.isPresent() || options.isInsecure());
    NbdUri uri =
        new NbdUri(
            at.isEncrypted(),
            listening.address(),
            offers.all().getFirst().name(),
            at.certificates());
    NbdServer server = new NbdServer(uri, listening, offers, options, encryption, threads);
    server.door.start();
    LOG.info("offering {} exports at {}", exports.size(), listening.address());
    return server;
  }

  private static Optional<Handshake.Encryption> encryption(ServerOptions options)
      throws IOException {
    if (options.certificates().isEmpty()) {
      return Optional.empty();
    }
    Tls tls = Tls.server(options.certificates().get());
    return Optional.of(tls::accept);
  }

  private void letIn() {
    long id = 0;
    while (listening.isOpen()) {
      try {
        SocketChannel client = listening.accept();
        id++;
        if (sessions.size() < most) {
          start(new ServerSession(id, client, house));
        } else {
          LOG.warn("a client was sent away: {} are here", most);
          client.close();
        }
      } catch (IOException e) {
        if (listening.isOpen()) {
          LOG.warn("nobody can be let in at the moment", e);
          LockSupport.parkNanos(this, SHORTAGE);
        }
      }
    }
  }

  private void start(ServerSession session) {
    Thread thread =
        house
            .threads()
            .newThread(() -> {
              try {
                session.run();
              } finally {
                sessions.remove(session);
              }
            });
    thread.setName("nbd-session");
    sessions.put(session, thread);
    if (Starting.start(thread)) {
      house.watcher().wake();
    } else {
      LOG.warn("a client was sent away: there is no thread for it");
      sessions.remove(session);
      session.cut();
    }
  }

  private boolean look() {
    long sum = 0;
    for (ServerSession session : sessions.keySet()) {
      sum += session.look();
    }
    boolean isChanged = sum != seen;
    seen = sum;
    return isChanged;
  }

  /// Where the first export is reached, with the port that was chosen.
  public NbdUri uri() {
    return uri;
  }

  /// Who is there at this moment.
  public List<Visitor> visitors() {
    return sessions.keySet().stream()
        .map(ServerSession::visitor)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparingLong(Visitor::id))
        .toList();
  }

  /// How many clients are here, in the handshake or after it.
  int sessions() {
    return sessions.size();
  }

  /// How many blocks of memory are held at this moment.
  int heldBlocks() {
    return house.memory().held();
  }

  /// Lets nobody in any more, finishes and answers the requests that have come, ends every
  /// connection and joins the threads. A zeroing or trimming of very much that is not done within
  /// seconds is answered with ESHUTDOWN, done in part. Idempotent, throws nothing.
  @Override
  public void close() {
    if (isClosing.compareAndSet(false, true)) {
      listening.close();
      Uninterrupted.join(door);
      drain();
      List.copyOf(sessions.values()).forEach(Uninterrupted::join);
      house.watcher().close();
      house.memory().close();
      LOG.info("offering nothing at {} any more", listening.address());
    }
  }

  private void drain() {
    sessions.keySet().forEach(ServerSession::refuseFromHere);
    while (!sessions.isEmpty()) {
      sessions.keySet().forEach(ServerSession::endIfResting);
      LockSupport.parkNanos(this, CLOSING_TICK);
    }
  }
}
