package app.diptych.nbd.server;

import app.diptych.nbd.ProtocolException;
import app.diptych.nbd.Wire;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;

/// What comes from a client, read ahead: many small requests with one system call. The data of
/// large ones go straight to where they belong, but for what was read ahead.
///
/// For one thread at a time, [#isWaiting] and [#isInside] for any.
final class Receiver implements AutoCloseable {
  private static final int SIZE = 64 << 10;
  private static final long ALIGNMENT = 4096;
  // While large data come, little is read ahead, since it has to be copied.
  private static final int LARGE = 16 << 10;
  private static final int LITTLE = 1 << 10;

  private final Wire wire;
  private final Arena arena = Arena.ofShared();
  private final ByteBuffer buffer = arena.allocate(SIZE, ALIGNMENT).asByteBuffer().limit(0);
  private int ahead = SIZE;
  // Volatile: the server looks at both when it closes.
  private volatile boolean isWaiting;
  private volatile boolean isInside;

  /// What comes over this wire.
  Receiver(Wire wire) {
    this.wire = wire;
  }

  /// Whether somebody waits for bytes at this moment.
  boolean isWaiting() {
    return isWaiting;
  }

  /// Whether a part of a message has come, and the rest has not.
  boolean isInside() {
    return isInside;
  }

  /// How many bytes are here.
  int buffered() {
    return buffer.remaining();
  }

  /// What is here, from its position on; at most so many bytes may be taken.
  ByteBuffer buffer() {
    return buffer;
  }

  /// Waits until so many bytes are here, at most 64 KiB.
  ///
  /// @return false if the client ended the stream before the first of them
  boolean await(int count) throws IOException {
    while (buffer.remaining() < count) {
      isInside = buffer.hasRemaining();
      buffer.compact();
      buffer.limit(Math.min(SIZE, Math.max(buffer.position() + ahead, count)));
      int read;
      try {
        read = read(buffer);
      } finally {
        buffer.flip();
      }
      if (read < 0) {
        if (buffer.hasRemaining()) {
          throw new ProtocolException("the client left in the middle of a request");
        }
        return false;
      }
    }
    ahead = SIZE;
    return true;
  }

  /// Takes as many bytes as the target has room for.
  void take(ByteBuffer to) throws IOException {
    if (to.remaining() >= LARGE) {
      ahead = LITTLE;
    }
    Wire.move(buffer, to);
    while (to.hasRemaining()) {
      isInside = true;
      if (read(to) < 0) {
        throw new ProtocolException("the client left in the middle of its data");
      }
    }
  }

  /// Drops so many bytes.
  void skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      if (!buffer.hasRemaining() && !await(1)) {
        throw new ProtocolException("the client left in the middle of its data");
      }
      int here = (int) Math.min(left, buffer.remaining());
      buffer.position(buffer.position() + here);
      left -= here;
    }
  }

  private int read(ByteBuffer to) throws IOException {
    isWaiting = true;
    try {
      return wire.read(to);
    } finally {
      isWaiting = false;
      isInside = false;
    }
  }

  /// Frees the memory. Nobody may be reading any more.
  @Override
  public void close() {
    arena.close();
  }
}
