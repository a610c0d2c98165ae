package app.diptych.nbd.client;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A transfer's buffers, cut so that no part is longer than one request may be.
final class Parts {
  private Parts() {}

  /// The buffers in parts of at most so many bytes, none of them empty.
  static List<MemorySegment[]> of(long most, MemorySegment... buffers) {
    long length = length(buffers);
    if (length <= most) {
      return length == 0 ? List.of() : List.<MemorySegment[]>of(buffers);
    }
    List<MemorySegment[]> parts = new ArrayList<>();
    List<MemorySegment> part = new ArrayList<>();
    long room = most;
    for (MemorySegment buffer : buffers) {
      for (long at = 0; at < buffer.byteSize(); ) {
        long taken = Math.min(room, buffer.byteSize() - at);
        part.add(buffer.asSlice(at, taken));
        at += taken;
        room -= taken;
        if (room == 0) {
          parts.add(part.toArray(MemorySegment[]::new));
          part.clear();
          room = most;
        }
      }
    }
    if (!part.isEmpty()) {
      parts.add(part.toArray(MemorySegment[]::new));
    }
    return parts;
  }

  /// The bytes of all buffers.
  static long length(MemorySegment... buffers) {
    long length = 0;
    for (MemorySegment buffer : buffers) {
      length += buffer.byteSize();
    }
    return length;
  }

  /// Whether this thread may use all buffers.
  static boolean areFor(Thread thread, MemorySegment... buffers) {
    for (MemorySegment buffer : buffers) {
      if (!buffer.isAccessibleBy(thread)) {
        return false;
      }
    }
    return true;
  }

  /// The same memory as NIO takes it.
  static ByteBuffer[] asByteBuffers(MemorySegment... buffers) {
    ByteBuffer[] same = new ByteBuffer[buffers.length];
    for (int i = 0; i < buffers.length; i++) {
      same[i] = buffers[i].asByteBuffer();
    }
    return same;
  }
}
