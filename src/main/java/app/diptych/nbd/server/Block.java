package app.diptych.nbd.server;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A stretch of native memory for the data of a request, aligned to 4096 bytes, with room before
/// them for the heads of a reply, so that both go out as one buffer. Whoever holds it uses it
/// alone, and gives it back.
final class Block {
  /// Bytes before the data.
  static final int HEAD = 4096;

  private final MemorySegment memory;
  private final ByteBuffer bytes;
  private @Nullable Allowance holder;

  /// A block of this memory, aligned to 4096 bytes and longer than [#HEAD].
  Block(MemorySegment memory) {
    this.memory = memory;
    this.bytes = memory.asByteBuffer();
  }

  /// How many bytes of data it has room for.
  int capacity() {
    return bytes.capacity() - HEAD;
  }

  /// The data from `offset` on.
  MemorySegment data(int offset, int length) {
    return memory.asSlice((long) HEAD + offset, length);
  }

  /// The data from `offset` on, to be read into from a wire or written to it. There is one such
  /// buffer: its bounds are good until the next call.
  ByteBuffer bytes(int offset, int length) {
    return bytes.limit(HEAD + offset + length).position(HEAD + offset);
  }

  /// As [#bytes], as a buffer of its own.
  ByteBuffer slice(int offset, int length) {
    return bytes.duplicate().limit(HEAD + offset + length).position(HEAD + offset);
  }

  /// Says who holds it from here on; for the pool.
  Block heldBy(Allowance allowance) {
    holder = allowance;
    return this;
  }

  /// Gives it back. Once, by its holder.
  void release() {
    Allowance was = holder;
    holder = null;
    if (was == null) {
      throw new IllegalStateException("the block is not held");
    }
    was.giveBack(this);
  }
}
