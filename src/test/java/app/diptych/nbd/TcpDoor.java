package app.diptych.nbd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A free TCP port of this machine that leads to a unix socket.
public final class TcpDoor implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final Path inside;
  private final List<SocketChannel> sockets = new CopyOnWriteArrayList<>();

  public TcpDoor(Path inside) throws IOException {
    this.inside = inside;
    this.listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel outer = listener.accept();
        SocketChannel inner = SocketChannel.open(StandardProtocolFamily.UNIX);
        sockets.addAll(List.of(outer, inner));
        inner.connect(UnixDomainSocketAddress.of(inside));
        Thread.ofVirtual().start(() -> carry(outer, inner));
        Thread.ofVirtual().start(() -> carry(inner, outer));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private static void carry(SocketChannel from, SocketChannel to) {
    try (from;
        to) {
      Channels.newInputStream(from).transferTo(Channels.newOutputStream(to));
    } catch (IOException e) {
      // One end is gone, and now both are.
    }
  }

  public int port() throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (SocketChannel socket : sockets) {
      socket.close();
    }
  }
}
