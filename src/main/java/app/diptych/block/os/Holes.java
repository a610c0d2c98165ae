package app.diptych.block.os;

import app.diptych.block.Extent;
import app.diptych.block.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Where a file has holes, as its file system tells.
final class Holes {
  private Holes() {}

  /// The extents of a region of whole sectors. A sector of which any byte may be data is data.
  static List<Extent> of(OpenFile file, Region region, int sectorSize) throws SystemFailure {
    List<Extent> extents = new ArrayList<>();
    long at = region.offset();
    while (at < region.end()) {
      OptionalLong next = file.nextData(at);
      long found = Math.min(next.orElse(region.end()), region.end());
      long data = found == region.end() ? found : found - found % sectorSize;
      if (data > at) {
        extents.add(new Extent(Region.between(at, data), Extent.Kind.HOLE));
      }
      if (data < region.end()) {
        long hole = Math.min(file.nextHole(found), region.end());
        at = Math.min(roundUp(Math.max(hole, found + 1), sectorSize), region.end());
        add(extents, Region.between(data, at));
      } else {
        at = data;
      }
    }
    return List.copyOf(extents);
  }

  // Two stretches of data may meet in one sector.
  private static void add(List<Extent> extents, Region data) {
    Region region = data;
    if (!extents.isEmpty() && !extents.getLast().readsAsZeros()) {
      region = Region.between(extents.removeLast().region().offset(), data.end());
    }
    extents.add(new Extent(region, Extent.Kind.DATA));
  }

  private static long roundUp(long number, int multiple) {
    return Math.addExact(number, multiple - 1) / multiple * multiple;
  }
}
