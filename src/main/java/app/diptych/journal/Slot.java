package app.diptych.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/// What a journal says at one moment.
///
/// @param number higher than those before
/// @param equal the parts that are equal on both sides
record Slot(long number, BitSet equal) {
  private static final int PREFIX = Long.BYTES;
  private static final int BLOCK = 4096;

  /// Bytes of the file that a slot takes.
  static int size(int parts) {
    int bytes = PREFIX + Math.ceilDiv(parts, Byte.SIZE) + Sum.SIZE;
    return Math.ceilDiv(bytes, BLOCK) * BLOCK;
  }

  /// It, as bytes of that size.
  byte[] bytes(int parts) {
    int length = PREFIX + Math.ceilDiv(parts, Byte.SIZE);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    bytes.putLong(number);
    bytes.put(equal.toByteArray());
    byte[] slot = Arrays.copyOf(bytes.array(), size(parts));
    System.arraycopy(Sum.of(bytes.array()), 0, slot, length, Sum.SIZE);
    return slot;
  }

  /// Reads one; empty where it was torn, or never written.
  static Optional<Slot> of(byte[] slot, int parts) {
    int length = PREFIX + Math.ceilDiv(parts, Byte.SIZE);
    byte[] content = Arrays.copyOf(slot, length);
    if (!Arrays.equals(slot, length, length + Sum.SIZE, Sum.of(content), 0, Sum.SIZE)) {
      return Optional.empty();
    }
    BitSet equal = BitSet.valueOf(ByteBuffer.wrap(content, PREFIX, length - PREFIX));
    return equal.length() > parts
        ? Optional.empty()
        : Optional.of(new Slot(ByteBuffer.wrap(content).getLong(), equal));
  }
}
