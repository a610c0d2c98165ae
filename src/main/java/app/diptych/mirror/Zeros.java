package app.diptych.mirror;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Tells zeros from data. Costs next to nothing where there are data, and less than a copy where
/// there are none.
final class Zeros {
  private Zeros() {}

  /// Whether all bytes from one offset up to another, without it, are zero.
  static boolean are(MemorySegment memory, long from, long to) {
    // Each byte equals the one before it, and the first one is zero.
    return from == to
        || (memory.get(ValueLayout.JAVA_BYTE, from) == 0
            && MemorySegment.mismatch(memory, from, to - 1, memory, from + 1, to) < 0);
  }

  /// Where the stretch ends that begins at an offset: of grains that are all zero, or of which none
  /// is.
  static long endOfRun(MemorySegment memory, long from, long grain) {
    long size = memory.byteSize();
    long end = Math.min(from + grain, size);
    boolean areZeros = are(memory, from, end);
    while (end < size && are(memory, end, Math.min(end + grain, size)) == areZeros) {
      end = Math.min(end + grain, size);
    }
    return end;
  }
}
