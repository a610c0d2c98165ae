package app.diptych.block;

import java.util.ArrayList;
import java.util.List;

/// A region of a device whose content is of one kind.
///
/// @param region where
/// @param kind what is known of it
public record Extent(Region region, Kind kind) {

  /// What is known of an extent's content.
  public enum Kind {
    /// May hold anything.
    DATA,
    /// Takes no space and reads as zeros.
    HOLE,
    /// Takes space and reads as zeros.
    ZERO
  }

  /// Whether the region is known to read as zeros, so that it need not be read.
  public boolean readsAsZeros() {
    return kind != Kind.DATA;
  }

  /// The answer of a device that knows nothing of the region: one extent of data, none where the
  /// region is empty.
  public static List<Extent> unknown(Region region) {
    return region.isEmpty() ? List.of() : List.of(new Extent(region, Kind.DATA));
  }

  /// The same in whole sectors of another size: a sector that is not wholly zero is data.
  ///
  /// @param extents in rising order without gaps, beginning and ending at whole sectors
  /// @param sectorSize bytes
  public static List<Extent> inWholeSectors(List<Extent> extents, int sectorSize) {
    List<Extent> whole = new ArrayList<>();
    long end = extents.isEmpty() ? 0 : extents.getFirst().region().offset();
    for (Extent extent : extents) {
      Region region = extent.region();
      long from = Math.ceilDiv(region.offset(), sectorSize) * sectorSize;
      long to = region.end() / sectorSize * sectorSize;
      if (extent.readsAsZeros() && from < to) {
        addData(whole, end, from);
        whole.add(new Extent(Region.between(from, to), extent.kind()));
        end = to;
      }
    }
    addData(whole, end, extents.isEmpty() ? 0 : extents.getLast().region().end());
    return whole;
  }

  private static void addData(List<Extent> extents, long from, long to) {
    if (from < to) {
      extents.add(new Extent(Region.between(from, to), Kind.DATA));
    }
  }
}
