package app.diptych.nbd.server;

import app.diptych.nbd.PlainWire;
import app.diptych.nbd.Visitor;
import app.diptych.nbd.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client, from its coming to its going, on a thread of its own and those of its crew.
final class ServerSession {
  private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);

  // How long a client may take to fetch the last answers, once it has said that it will ask nothing
  // more; what the device still takes for them does not count.
  private static final Duration FAREWELL = Duration.ofSeconds(10);
  // How long it may keep a server that closes waiting, all in all, without any work for the device:
  // for the rest of a request, or to fetch answers.
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final long id;
  private final SocketChannel socket;
  private final String peer;
  private final House house;
  private final long deadline;
  private final Traffic traffic = new Traffic();
  // Volatile, both: set by the session, seen by the watcher and by whoever asks for visitors.
  private volatile @Nullable ServerConnection connection;
  private volatile @Nullable Visiting visiting;
  // Of the watcher.
  private final Waiting farewell = new Waiting();
  // Of whoever closes the server.
  private final Waiting closing = new Waiting();

  private record Visiting(boolean isEncrypted, String export) {}

  /// A client that came this moment.
  ServerSession(long id, SocketChannel socket, House house) {
    this.id = id;
    this.socket = socket;
    this.house = house;
    this.peer = peer(socket);
    this.deadline = System.nanoTime() + house.handshakeLimit().toNanos();
  }

  private static String peer(SocketChannel socket) {
    try {
      return socket.getRemoteAddress() instanceof InetSocketAddress address
          ? address.getAddress().getHostAddress() + ":" + address.getPort()
          : "local";
    } catch (IOException e) {
      return "gone";
    }
  }

  /// Serves the client until it is gone.
  void run() {
    Wire wire = new PlainWire(socket);
    try {
      Handshake handshake = new Handshake(wire, house.offers(), house.encryption());
      Optional<Agreement> agreement = handshake.run();
      wire = handshake.wire();
      if (agreement.isPresent()) {
        visiting = new Visiting(handshake.isEncrypted(), agreement.get().offer().name());
        serve(agreement.get(), wire);
      }
    } catch (SSLException e) {
      // Somebody who is meant to come in may wonder why he does not.
      LOG.info("{} did not get in: {}", peer, e.getMessage());
    } catch (IOException e) {
      LOG.debug("{} did not get in", peer, e);
    } catch (RuntimeException e) {
      LOG.error("the session of {} failed", peer, e);
    } finally {
      wire.close();
      cut();
    }
  }

  private void serve(Agreement agreement, Wire wire) {
    Outbox outbox = new Outbox(wire);
    try (Receiver receiver = new Receiver(wire);
        Flights flights = new Flights(agreement.offer().device(), outbox, this::thread)) {
      Serving serving = new Serving(agreement, outbox, new Pace(), traffic, flights);
      ServerConnection opened =
          new ServerConnection(
              new Intake(serving, receiver, house.memory()),
              serving,
              receiver,
              house.watcher(),
              this::thread);
      connection = opened;
      opened.serve();
    }
  }

  private Thread thread(Runnable task) {
    Thread thread = house.threads().newThread(task);
    thread.setName("nbd-" + id);
    return thread;
  }

  /// Looks after it; for the watcher.
  ///
  /// @return a number that changes when something happens here
  long look() {
    ServerConnection current = connection;
    if (current != null) {
      long seen = current.look();
      if (!current.isEnding()) {
        return seen;
      }
      long now = System.nanoTime();
      if (farewell.look(now, current.isAtWork()) > FAREWELL.toNanos()) {
        cut();
      }
      return now;
    }
    if (System.nanoTime() - deadline > 0) {
      LOG.debug("{} took too long to get in", peer);
      cut();
    }
    // Until it is in, the watcher stays awake.
    return System.nanoTime();
  }

  /// From here on, what comes is answered with ESHUTDOWN; whoever is not in yet is cut off.
  void refuseFromHere() {
    ServerConnection current = connection;
    if (current == null) {
      cut();
    } else {
      current.refuseFromHere();
    }
  }

  /// Lets the client go, if all that came from it is done and answered; cuts it off, if it has kept
  /// the server waiting for too long. To be called every now and then.
  void endIfResting() {
    ServerConnection current = connection;
    if (current == null) {
      return;
    }
    if (closing.look(System.nanoTime(), current.isAtWork()) > CLOSING.toNanos()) {
      cut();
    } else if (current.isResting()) {
      try {
        socket.shutdownInput();
      } catch (IOException e) {
        cut();
      }
    }
  }

  /// Cuts the client off.
  void cut() {
    new PlainWire(socket).close();
  }

  /// Who it is, once it uses an export.
  Optional<Visitor> visitor() {
    Visiting current = visiting;
    return current == null
        ? Optional.empty()
        : Optional.of(traffic.visitor(id, peer, current.isEncrypted, current.export));
  }
}
