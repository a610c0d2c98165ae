package app.diptych.clone.verify;

import app.diptych.block.BlockDevice;
import app.diptych.block.Extent;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import java.util.List;
import java.util.stream.Stream;

/// A device that claims a region to be a hole; the rest passes to the device below.
public final class HoleyDevice extends PassingDevice {
  private final Region hole;

  /// The device, with this hole.
  public HoleyDevice(BlockDevice below, Region hole) {
    super(below);
    this.hole = hole;
  }

  @Override
  public List<Extent> extents(Region region) {
    Region inside = region.intersect(hole);
    return Stream.of(
            new Extent(
                Region.between(region.offset(), Math.min(region.end(), inside.offset())),
                Extent.Kind.DATA),
            new Extent(inside, Extent.Kind.HOLE),
            new Extent(
                Region.between(Math.max(region.offset(), inside.end()), region.end()),
                Extent.Kind.DATA))
        .filter(extent -> !extent.region().isEmpty())
        .toList();
  }
}
