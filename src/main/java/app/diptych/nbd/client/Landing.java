package app.diptych.nbd.client;

import app.diptych.block.Region;
import app.diptych.nbd.ProtocolException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the bytes of a read go, and which of them have come: each once, in any order.
final class Landing {
  private final Region region;
  private final MemorySegment[] buffers;
  // All bytes before this one have come; as long as they come in order, that is all there is to
  // remember.
  private long front;
  // One bit for each byte, once they have come in another order.
  private @Nullable BitSet come;

  /// A region of at most 2³¹ - 1 bytes, and buffers of the same length in all.
  Landing(Region region, MemorySegment... buffers) {
    this.region = region;
    this.buffers = buffers;
    this.front = region.offset();
  }

  /// Fills a part with what comes.
  ///
  /// @throws ProtocolException if it was not asked for, or has come before
  void fill(long offset, long length, Incoming from) throws IOException {
    for (MemorySegment part : claim(offset, length)) {
      from.fill(part.asByteBuffer());
    }
  }

  /// Fills a part with zeros, as [#fill].
  void zero(long offset, long length) throws ProtocolException {
    claim(offset, length).forEach(part -> part.fill((byte) 0));
  }

  // Takes note of what comes, and says where it belongs.
  private List<MemorySegment> claim(long offset, long length) throws ProtocolException {
    note(offset, length);
    List<MemorySegment> parts = new ArrayList<>(buffers.length);
    long at = region.offset();
    for (MemorySegment buffer : buffers) {
      long begin = Math.max(offset, at);
      long end = Math.min(offset + length, at + buffer.byteSize());
      if (begin < end) {
        parts.add(buffer.asSlice(begin - at, end - begin));
      }
      at += buffer.byteSize();
    }
    return parts;
  }

  private void note(long offset, long length) throws ProtocolException {
    if (length <= 0 || offset < region.offset() || offset > region.end() - length) {
      throw new ProtocolException("data that were not asked for");
    }
    if (come == null && offset == front) {
      front += length;
      return;
    }
    BitSet bits = come;
    if (bits == null) {
      bits = new BitSet(Math.toIntExact(region.length()));
      bits.set(0, (int) (front - region.offset()));
      come = bits;
    }
    int from = (int) (offset - region.offset());
    int to = (int) (from + length);
    int next = bits.nextSetBit(from);
    if (next >= 0 && next < to) {
      throw new ProtocolException("the same data twice");
    }
    bits.set(from, to);
  }

  /// Whether every byte has come.
  boolean isComplete() {
    BitSet bits = come;
    return bits == null ? front == region.end() : bits.nextClearBit(0) >= region.length();
  }
}
