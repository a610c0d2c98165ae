package app.diptych.nbd;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open stream of bytes to the other end. One thread at a time may read and one write, both at
/// once; closing is for any thread, and wakes both.
public interface Wire extends AutoCloseable {

  /// Reads what has come, at least one byte; waits for it.
  ///
  /// @param to a buffer with room, direct where it is to be fast
  /// @return how many bytes, or -1 if the other end has ended the stream
  int read(ByteBuffer to) throws IOException;

  /// Writes all bytes of the buffers, one after the other; waits until they are taken.
  void write(ByteBuffer... from) throws IOException;

  /// Ends the stream, in good order where it has one. Idempotent, throws nothing.
  @Override
  void close();

  /// Moves as many bytes as there are, and as there is room for, from one buffer to another.
  ///
  /// @return how many
  static int move(ByteBuffer from, ByteBuffer to) {
    int length = Math.min(from.remaining(), to.remaining());
    to.put(to.position(), from, from.position(), length);
    to.position(to.position() + length);
    from.position(from.position() + length);
    return length;
  }

  /// Fills the buffer.
  ///
  /// @return false if the stream ended before the first byte
  /// @throws EOFException if it ended later
  default boolean fill(ByteBuffer to) throws IOException {
    int before = to.position();
    while (to.hasRemaining()) {
      if (read(to) < 0) {
        if (to.position() == before) {
          return false;
        }
        throw new EOFException("the connection ended in the middle of a message");
      }
    }
    return true;
  }
}
