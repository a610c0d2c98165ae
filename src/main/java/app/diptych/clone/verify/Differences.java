package app.diptych.clone.verify;

import app.diptych.block.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The regions in which two devices differ, as they are found: rising, touching ones merged.
///
/// Of two devices that differ in too many places to be listed, neighbours are merged with the
/// little that is equal between them, so that the list stays short and still holds every byte that
/// differs.
final class Differences {
  // Some megabytes of memory, and more lines than anybody reads.
  private static final int DEFAULT_LIMIT = 1 << 17;

  private final int limit;
  private List<Region> regions = new ArrayList<>();
  private long gap;
  private long bytes;

  /// None, for the time being.
  Differences() {
    this(DEFAULT_LIMIT);
  }

  /// None, and never more regions than the limit.
  Differences(int limit) {
    this.limit = limit;
  }

  /// Adds a region, which lies behind all that were added before.
  void add(Region region) {
    bytes += region.length();
    append(region);
    while (regions.size() > limit) {
      gap = Math.max(2 * gap, region.length());
      List<Region> all = regions;
      regions = new ArrayList<>();
      all.forEach(this::append);
    }
  }

  /// These and others, which lie between them or behind.
  Differences and(Differences others) {
    var all = new Differences(limit);
    Stream.concat(regions.stream(), others.regions.stream())
        .sorted(Comparator.comparingLong(Region::offset))
        .forEach(all::append);
    all.bytes = bytes + others.bytes;
    return all;
  }

  /// The regions.
  List<Region> regions() {
    return List.copyOf(regions);
  }

  /// How many bytes lie in sectors that differ.
  long bytes() {
    return bytes;
  }

  private void append(Region region) {
    if (!regions.isEmpty() && region.offset() - regions.getLast().end() <= gap) {
      regions.set(
          regions.size() - 1,
          Region.between(
              regions.getLast().offset(), Math.max(regions.getLast().end(), region.end())));
    } else {
      regions.add(region);
    }
  }
}
