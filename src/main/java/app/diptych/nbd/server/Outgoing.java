package app.diptych.nbd.server;

import app.diptych.nbd.Protocol;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be sent of a reply, in one go.
///
/// @param parts the bytes, one after the other, each from its position to its limit; those of a
///   block are in its memory, others on the heap
/// @param head the part in which the last chunk's head lies, if there is a chunk
/// @param headAt where in it, as an absolute position
/// @param block what is given back once this is sent
record Outgoing(
    List<ByteBuffer> parts, @Nullable ByteBuffer head, int headAt, @Nullable Block block) {

  // Of a structured or extended chunk: behind the magic.
  private static final int FLAGS_AT = 4;

  /// Heads without data from a block; the last chunk's, if there is one, begins at `headAt`.
  static Outgoing small(ByteBuffer bytes, int headAt) {
    return new Outgoing(List.of(bytes), bytes, headAt, null);
  }

  /// A reply in one part that is no chunk.
  static Outgoing simple(ByteBuffer bytes, @Nullable Block block) {
    return new Outgoing(List.of(bytes), null, 0, block);
  }

  /// How many bytes there are to send.
  int length() {
    int length = 0;
    for (int i = 0; i < parts.size(); i++) {
      length += parts.get(i).remaining();
    }
    return length;
  }

  /// Says in the last chunk that it is the reply's last.
  void markLast() {
    if (head != null) {
      head.putShort(headAt + FLAGS_AT, (short) Protocol.REPLY_FLAG_DONE);
    }
  }

  /// Gives the block back, sent or not.
  void release() {
    if (block != null) {
      block.release();
    }
  }
}
