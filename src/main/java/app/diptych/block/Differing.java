package app.diptych.block;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Finds the sectors in which two equally long stretches of two devices differ.
public final class Differing {
  private Differing() {}

  /// The sectors that differ, those side by side merged, rising.
  ///
  /// @param offset where both stretches begin
  /// @param sectorSize bytes, of which both have whole multiples
  public static List<Region> sectors(
      long offset, MemorySegment one, MemorySegment other, int sectorSize) {
    List<Region> regions = new ArrayList<>();
    long at = 0;
    while (at < one.byteSize()) {
      long step = one.asSlice(at).mismatch(other.asSlice(at));
      if (step < 0) {
        return regions;
      }
      long from = at + step - (at + step) % sectorSize;
      at = from + sectorSize;
      boolean isNext = !regions.isEmpty() && regions.getLast().end() == offset + from;
      long start = isNext ? regions.removeLast().offset() : offset + from;
      regions.add(Region.between(start, offset + at));
    }
    return regions;
  }
}
