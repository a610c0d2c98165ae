package app.diptych.memory;

import java.lang.foreign.MemorySegment;

/// Tells zeros from data. Costs next to nothing where there are data, and less than a copy where
/// there are none.
public final class Zeros {
  // Compared at once: it stays near the processor.
  private static final int STEP = 64 << 10;
  private static final MemorySegment STEP_OF_ZEROS =
      MemorySegment.ofArray(new byte[STEP]).asReadOnly();
  // How often a method is called before it is compiled, however much else waits to be.
  private static final int OFTEN = 2000;
  private static final int LITTLE = 64;

  private Zeros() {}

  /// Has the comparison compiled, without which the first hundreds of MiB take many times as long:
  /// who does it beforehand, on another thread, has the first zeros told sooner.
  public static void prepare() {
    for (int i = 0; i < OFTEN; i++) {
      are(STEP_OF_ZEROS, 0, LITTLE);
    }
  }

  /// Whether all bytes from one offset up to another, without it, are zero.
  public static boolean are(MemorySegment memory, long from, long to) {
    for (long at = from; at < to; at += STEP) {
      long end = Math.min(at + STEP, to);
      if (MemorySegment.mismatch(memory, at, end, STEP_OF_ZEROS, 0, end - at) >= 0) {
        return false;
      }
    }
    return true;
  }

  /// Where the grains end, from an offset on, that are all zero, or of which none is.
  public static long endOfRun(MemorySegment memory, long from, long grain, boolean areZeros) {
    long size = memory.byteSize();
    long end = from;
    while (end < size && are(memory, end, Math.min(end + grain, size)) == areZeros) {
      end = Math.min(end + grain, size);
    }
    return end;
  }
}
