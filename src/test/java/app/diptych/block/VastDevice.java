package app.diptych.block;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// A device of any size that holds nothing but zeros, and forgets what is written to it.
///
/// @param size bytes, whole sectors of 512
public record VastDevice(String name, long size) implements BlockDevice {
  @Override
  public Geometry geometry() {
    return new Geometry(size, 512, false);
  }

  @Override
  public void read(long offset, MemorySegment... buffers) {
    for (MemorySegment buffer : buffers) {
      buffer.fill((byte) 0);
    }
  }

  @Override
  public void write(long offset, MemorySegment... buffers) {}

  @Override
  public void flush() {}

  @Override
  public void zero(Region region) {}

  @Override
  public void trim(Region region) {}

  @Override
  public List<Extent> extents(Region region) {
    return List.of(new Extent(region, Extent.Kind.HOLE));
  }

  @Override
  public void close() {}
}
