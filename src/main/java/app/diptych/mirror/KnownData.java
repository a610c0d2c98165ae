package app.diptych.mirror;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Region;
import java.util.List;

/// Where a device is known to have data, and where zeros, which need not be read. Asks it for its
/// extents only where that is not known yet. Safe for use by many threads.
final class KnownData {
  private final BlockDevice device;
  private final long chunkSize;
  // Volatile: a hint, replaced as a whole by any thread. To copy what was data is never wrong.
  private volatile Region known = Region.NOWHERE;

  /// Nothing is known of the device yet.
  KnownData(BlockDevice device, long chunkSize) {
    this.device = device;
    this.chunkSize = chunkSize;
  }

  /// Whether there is data at that offset.
  boolean covers(long offset) {
    return known.contains(offset);
  }

  /// How many bytes at the region's beginning are known to be zero: all of it, or whole chunks.
  long leadingZeros(Region region) {
    if (covers(region.offset())) {
      return 0;
    }
    long dataEnd = region.offset();
    long zeros = 0;
    for (Extent extent : extents(region)) {
      if (extent.readsAsZeros()) {
        zeros += extent.region().length();
      } else if (zeros >= chunkSize) {
        break;
      } else {
        dataEnd = extent.region().end();
        zeros = 0;
      }
    }
    if (zeros == region.length()) {
      return zeros;
    }
    if (dataEnd == region.offset()) {
      return zeros - zeros % chunkSize;
    }
    known = Region.between(region.offset(), dataEnd);
    return 0;
  }

  private List<Extent> extents(Region region) {
    try {
      return device.extents(region);
    } catch (DeviceException _) {
      // Where extents cannot be had, reading tells, or fails for good.
      return List.of(new Extent(region, Extent.Kind.DATA));
    }
  }
}
