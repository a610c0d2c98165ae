package app.diptych.nbd.client;

import app.diptych.nbd.ProtocolException;
import app.diptych.nbd.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// What comes over a wire, read a little ahead so that a short reply takes one read; long data go
/// straight to where they belong. For one thread at a time.
final class Incoming {
  // A short read's reply and data, four times over; of long data no more than this is copied.
  private static final int AHEAD = 16 * 1024;

  private final Wire wire;
  private final ByteBuffer ahead = ByteBuffer.allocateDirect(AHEAD).flip();

  /// Of this wire, which nobody else reads.
  Incoming(Wire wire) {
    this.wire = wire;
  }

  /// The next bytes, at most 8 KiB of them, which the buffer that is returned has; taking them out
  /// of it takes them.
  ///
  /// @throws EOFException if the stream has ended before the first of them
  ByteBuffer next(int length) throws IOException {
    if (ahead.remaining() < length) {
      boolean isAtStart = !ahead.hasRemaining();
      ahead.compact();
      try {
        while (ahead.position() < length) {
          if (wire.read(ahead) < 0) {
            throw ended(isAtStart && ahead.position() == 0);
          }
        }
      } finally {
        ahead.flip();
      }
    }
    return ahead;
  }

  private static IOException ended(boolean isBetweenReplies) {
    return isBetweenReplies
        ? ended()
        : new ProtocolException("the server closed the connection in the middle of a reply");
  }

  /// The stream has ended where it may.
  static IOException ended() {
    return new EOFException("the server closed the connection");
  }

  /// Fills a buffer with the next bytes.
  void fill(ByteBuffer to) throws IOException {
    Wire.move(ahead, to);
    while (to.hasRemaining()) {
      if (wire.read(to) < 0) {
        throw ended(false);
      }
    }
  }
}
