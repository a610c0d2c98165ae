package app.diptych.block.os;

import app.diptych.block.Extent;
import app.diptych.block.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/// Where a file has holes, as its file system tells. Safe for use by many threads.
///
/// To find the next hole a file system may have to walk through all the data before it, so what it
/// found is remembered: who asks for one region after the other would have it walk the same way
/// each time.
final class Holes {
  private final OpenFile file;
  private final int sectorSize;
  private final ReentrantLock walking = new ReentrantLock();
  // Volatile: replaced as a whole by any thread. Data that has become a hole since reads as zeros.
  private volatile Region known = Region.NOWHERE;

  /// Nothing is known of the file yet.
  Holes(OpenFile file, int sectorSize) {
    this.file = file;
    this.sectorSize = sectorSize;
  }

  /// What is data in the region may be a hole from now on.
  void forget(Region region) {
    if (known.overlaps(region)) {
      known = Region.NOWHERE;
    }
  }

  /// The extents of a region of whole sectors. A sector of which any byte may be data is data.
  List<Extent> in(Region region) throws SystemFailure {
    List<Extent> extents = new ArrayList<>();
    long at = region.offset();
    while (at < region.end()) {
      OptionalLong next = nextData(at);
      if (next.isEmpty()) {
        addRest(extents, Region.between(at, region.end()));
        break;
      }
      long found = Math.min(next.getAsLong(), region.end());
      long data = found == region.end() ? found : found - found % sectorSize;
      if (data > at) {
        extents.add(new Extent(Region.between(at, data), Extent.Kind.HOLE));
      }
      if (data < region.end()) {
        long hole = Math.min(nextHole(found), region.end());
        at = Math.min(roundUp(Math.max(hole, found + 1), sectorSize), region.end());
        add(extents, Region.between(data, at));
      } else {
        at = data;
      }
    }
    return List.copyOf(extents);
  }

  // A hole up to the file's end. Beyond it, where the file was cut off since it was opened, nothing
  // reads as zeros: to read it tells.
  private void addRest(List<Extent> extents, Region rest) throws SystemFailure {
    long end = Math.clamp(file.size() / sectorSize * sectorSize, rest.offset(), rest.end());
    if (end > rest.offset()) {
      extents.add(new Extent(Region.between(rest.offset(), end), Extent.Kind.HOLE));
    }
    if (end < rest.end()) {
      add(extents, Region.between(end, rest.end()));
    }
  }

  private OptionalLong nextData(long offset) throws SystemFailure {
    return known.contains(offset) ? OptionalLong.of(offset) : file.nextData(offset);
  }

  private long nextHole(long offset) throws SystemFailure {
    // One walks, the others wait for what he finds.
    walking.lock();
    try {
      Region data = known;
      if (!data.contains(offset)) {
        data = Region.between(offset, Math.max(offset, file.nextHole(offset)));
        known = data;
      }
      return data.end();
    } finally {
      walking.unlock();
    }
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
