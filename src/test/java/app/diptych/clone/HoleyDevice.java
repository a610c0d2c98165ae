package app.diptych.clone;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Geometry;
import app.diptych.block.Region;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;

/// A device that claims a region to be a hole; the rest passes to the device below.
record HoleyDevice(BlockDevice below, Region hole) implements BlockDevice {
  @Override
  public String name() {
    return below.name();
  }

  @Override
  public Geometry geometry() {
    return below.geometry();
  }

  @Override
  public void read(long offset, MemorySegment... buffers) throws DeviceException {
    below.read(offset, buffers);
  }

  @Override
  public void write(long offset, MemorySegment... buffers) throws DeviceException {
    below.write(offset, buffers);
  }

  @Override
  public void flush() throws DeviceException {
    below.flush();
  }

  @Override
  public void zero(Region region) throws DeviceException {
    below.zero(region);
  }

  @Override
  public void trim(Region region) throws DeviceException {
    below.trim(region);
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

  @Override
  public void close() {
    below.close();
  }
}
