package app.diptych.nbd.server;

import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.TcpSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;

/// A socket that listens.
final class Listening implements AutoCloseable {
  private final ServerSocketChannel socket;
  private final NbdAddress address;
  private final UnixSocketFile file;

  private Listening(ServerSocketChannel socket, NbdAddress address, UnixSocketFile file) {
    this.socket = socket;
    this.address = address;
    this.file = file;
  }

  /// Listens at an address.
  ///
  /// @param isOpenToOthers whether other machines may come in
  /// @throws IllegalArgumentException if they may not, but could
  /// @throws IOException if nobody can listen there, with one line why
  static Listening at(NbdAddress address, boolean isOpenToOthers) throws IOException {
    return switch (address) {
      case NbdAddress.Tcp tcp -> at(tcp, isOpenToOthers);
      case NbdAddress.Unix unix -> {
        UnixSocketFile file = new UnixSocketFile(unix.path());
        yield new Listening(file.listen(), unix, file);
      }
    };
  }

  private static Listening at(NbdAddress.Tcp tcp, boolean isOpenToOthers) throws IOException {
    InetSocketAddress address = new InetSocketAddress(tcp.host(), tcp.port());
    if (address.isUnresolved()) {
      throw new IOException("there is no host " + tcp.host());
    }
    if (!isOpenToOthers && !address.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          tcp.host()
              + " can be reached from other machines: this needs TLS with client certificates, or"
              + " to be allowed as insecure");
    }
    ServerSocketChannel socket = ServerSocketChannel.open();
    try {
      socket.bind(address);
      int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
      return new Listening(socket, new NbdAddress.Tcp(tcp.host(), port), UnixSocketFile.NONE);
    } catch (IOException | UnresolvedAddressException e) {
      socket.close();
      throw new IOException(
          "cannot listen at " + tcp.host() + " port " + tcp.port() + ": " + e.getMessage(), e);
    }
  }

  /// Where it listens, with the port that was chosen.
  NbdAddress address() {
    return address;
  }

  /// Waits for the next client.
  ///
  /// @throws IOException if there is none, because this was closed or the system is short of
  ///   something
  SocketChannel accept() throws IOException {
    SocketChannel client = socket.accept();
    if (address instanceof NbdAddress.Tcp) {
      try {
        // A client that is gone must not keep its place for ever.
        TcpSocket.prepare(client);
      } catch (IOException e) {
        client.close();
        throw e;
      }
    }
    return client;
  }

  /// Whether it listens still.
  boolean isOpen() {
    return socket.isOpen();
  }

  /// Lets nobody in any more, and removes the socket's file if it is still this one's.
  @Override
  public void close() {
    file.remove();
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same, and there is nobody to tell.
    }
  }
}
