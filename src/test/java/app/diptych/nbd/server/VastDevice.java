package app.diptych.nbd.server;

import app.diptych.block.Extent;
import app.diptych.block.Geometry;
import app.diptych.block.MemoryDevice;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import java.util.ArrayList;
import java.util.List;

/// A device of 16 GiB that knows what it is made of: 1 MiB of data, 1 MiB of zeros, and a hole. It
/// cannot be read or written, and is zeroed in no time.
final class VastDevice extends PassingDevice {
  private static final long SIZE = 16L << 30;
  private static final long MIB = 1 << 20;

  VastDevice() {
    super(new MemoryDevice("vast", 512, 512));
  }

  @Override
  public Geometry geometry() {
    return new Geometry(SIZE, 512, false);
  }

  @Override
  public void zero(Region region) {}

  @Override
  public List<Extent> extents(Region region) {
    List<Extent> all = new ArrayList<>();
    add(all, new Region(0, MIB), Extent.Kind.DATA, region);
    add(all, new Region(MIB, MIB), Extent.Kind.ZERO, region);
    add(all, Region.between(2 * MIB, SIZE), Extent.Kind.HOLE, region);
    return all;
  }

  private static void add(List<Extent> to, Region part, Extent.Kind kind, Region asked) {
    Region common = part.intersect(asked);
    if (!common.isEmpty()) {
      to.add(new Extent(common, kind));
    }
  }
}
