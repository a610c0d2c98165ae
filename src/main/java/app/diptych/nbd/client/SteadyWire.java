package app.diptych.nbd.client;

import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.TcpSocket;
import app.diptych.nbd.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A socket that an interrupt does not close: whoever reads or writes goes on, and keeps the
/// interrupt for later. It is in non-blocking mode, and waits with a selector for each direction.
final class SteadyWire implements Wire {
  // A TLS farewell, and tickets before it: more comes from nobody who is asked nothing.
  private static final int LOOK = 1024;

  // How the system tells that the other end closed while something was on its way there.
  private static final Set<String> CLOSED =
      Set.of("Broken pipe", "Connection reset", "Connection reset by peer");

  // How it tells that so many wait at a unix socket that nobody else may.
  private static final String CROWDED = "Resource temporarily unavailable";

  private final SocketChannel socket;
  private final SocketAddress peer;
  private final Selector readable;
  private final Selector writable;
  // What came before an end that was looked for; the reading thread's own.
  private final ByteBuffer found = ByteBuffer.allocate(LOOK).flip();
  // Read for every wait, set by whoever has the wire to itself.
  private volatile @Nullable Deadline deadline;

  private SteadyWire(
      SocketChannel socket, SocketAddress peer, Selector readable, Selector writable) {
    this.socket = socket;
    this.peer = peer;
    this.readable = readable;
    this.writable = writable;
  }

  /// Connects, trying every address that a host's name stands for. The deadline stays until it is
  /// lifted.
  static SteadyWire connect(NbdAddress address, Deadline deadline) throws IOException {
    return switch (address) {
      case NbdAddress.Unix(var path) -> connectInTurn(UnixDomainSocketAddress.of(path), deadline);
      case NbdAddress.Tcp(String host, int port) -> connect(addresses(host), port, deadline);
    };
  }

  private static SteadyWire connectInTurn(SocketAddress address, Deadline deadline)
      throws IOException {
    while (true) {
      try {
        return connect(address, deadline);
      } catch (IOException e) {
        if (!CROWDED.equals(ClientHandshake.reason(e))) {
          throw e;
        }
        pause(deadline.millisToNextGlance());
      }
    }
  }

  private static void pause(long millis) {
    boolean isInterrupted = Thread.interrupted();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static InetAddress[] addresses(String host) throws IOException {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new IOException("no host of this name", e);
    }
  }

  /// The same with the first that answers of these, of which each has its share of the time: one
  /// may be behind a firewall that says nothing.
  static SteadyWire connect(InetAddress[] addresses, int port, Deadline deadline)
      throws IOException {
    IOException first = null;
    for (int i = 0; i < addresses.length; i++) {
      try {
        Deadline share = deadline.share(addresses.length - i);
        SteadyWire wire = connect(new InetSocketAddress(addresses[i], port), share);
        wire.limit(deadline);
        return wire;
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    throw first == null ? new IOException("no host of this name") : first;
  }

  private static SteadyWire connect(SocketAddress address, Deadline deadline) throws IOException {
    boolean isUnix = address instanceof UnixDomainSocketAddress;
    SocketChannel socket =
        isUnix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    SteadyWire wire = null;
    try {
      wire = of(socket, address, deadline, Selector::open);
      if (!socket.connect(address)) {
        while (!socket.finishConnect()) {
          wire.await(wire.writable);
        }
      }
      if (!isUnix) {
        TcpSocket.prepare(socket);
      }
      return wire;
    } catch (IOException | RuntimeException e) {
      if (wire == null) {
        socket.close();
      } else {
        wire.close();
      }
      throw e;
    }
  }

  /// What opens a selector.
  interface Opening {
    Selector open() throws IOException;
  }

  /// A wire over a socket that is not yet connected, and is the caller's to close if this fails.
  static SteadyWire of(
      SocketChannel socket, SocketAddress peer, Deadline deadline, Opening selectors)
      throws IOException {
    socket.configureBlocking(false);
    Selector readable = selectors.open();
    Selector writable;
    try {
      writable = selectors.open();
    } catch (IOException e) {
      readable.close();
      throw e;
    }
    SteadyWire wire = new SteadyWire(socket, peer, readable, writable);
    wire.limit(deadline);
    socket.register(readable, SelectionKey.OP_READ);
    // Connecting ends with being writable, too, but the selector wants it by its name.
    socket.register(writable, SelectionKey.OP_CONNECT | SelectionKey.OP_WRITE);
    return wire;
  }

  /// The address that it leads to.
  SocketAddress peer() {
    return peer;
  }

  /// Lets every wait end at this time with a [java.net.SocketTimeoutException]; never, if it is
  /// null.
  void limit(@Nullable Deadline deadline) {
    this.deadline = deadline;
  }

  /// Whether the other end has ended the stream, as far as is seen without waiting. It reads, but
  /// what has come is there for the next who does.
  boolean hasEnded() {
    found.compact();
    try {
      int length = 1;
      while (length > 0 && found.hasRemaining()) {
        length = socket.read(found);
      }
      return length < 0;
    } catch (IOException e) {
      return true;
    } finally {
      found.flip();
    }
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if (found.hasRemaining()) {
      return Wire.move(found, to);
    }
    while (true) {
      int length = take(to);
      if (length != 0) {
        return length;
      }
      await(readable);
    }
  }

  private int take(ByteBuffer to) throws IOException {
    try {
      return socket.read(to);
    } catch (IOException e) {
      if (CLOSED.contains(ClientHandshake.reason(e))) {
        return -1;
      }
      throw e;
    }
  }

  @Override
  public void write(ByteBuffer... from) throws IOException {
    int first = 0;
    while (true) {
      while (first < from.length && !from[first].hasRemaining()) {
        first++;
      }
      if (first == from.length) {
        return;
      }
      if (give(from, first) == 0) {
        await(writable);
      }
    }
  }

  private long give(ByteBuffer[] from, int first) throws IOException {
    try {
      return socket.write(from, first, from.length - first);
    } catch (IOException e) {
      throw CLOSED.contains(ClientHandshake.reason(e)) ? Incoming.ended() : e;
    }
  }

  private void await(Selector selector) throws IOException {
    Deadline until = deadline;
    boolean isInterrupted = Thread.interrupted();
    try {
      selector.select(until == null ? 0 : until.millisToNextGlance());
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException e) {
      throw new ClosedChannelException();
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
      // Wakes who waits.
      readable.close();
      writable.close();
    } catch (IOException e) {
      // It is closed all the same, and there is nobody to tell.
    }
  }
}
