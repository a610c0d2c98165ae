package app.diptych.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A socket as it is, in blocking mode. An interrupt of the thread that uses it closes it.
public final class PlainWire implements Wire {
  private final SocketChannel socket;

  /// The stream of a connected socket, which it owns.
  public PlainWire(SocketChannel socket) {
    this.socket = socket;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    return socket.read(to);
  }

  @Override
  public void write(ByteBuffer... from) throws IOException {
    int first = 0;
    while (first < from.length) {
      if (from[first].hasRemaining()) {
        socket.write(from, first, from.length - first);
      } else {
        first++;
      }
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same, and there is nobody to tell.
    }
  }
}
