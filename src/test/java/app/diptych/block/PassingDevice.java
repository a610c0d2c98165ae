package app.diptych.block;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// A device that passes everything on; a test overrides what it is about.
public class PassingDevice implements BlockDevice {
  private final BlockDevice below;

  /// A device over this one, which it does not own.
  public PassingDevice(BlockDevice below) {
    this.below = below;
  }

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
  public List<Extent> extents(Region region) throws DeviceException {
    return below.extents(region);
  }

  @Override
  public void close() {}
}
