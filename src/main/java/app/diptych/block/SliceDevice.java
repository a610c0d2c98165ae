package app.diptych.block;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// A region of another device, seen as a device of its own.
///
/// A failure names the device below and the place there.
public final class SliceDevice implements BlockDevice {
  private final BlockDevice device;
  private final long start;
  private final Geometry geometry;
  private final Gate gate;

  /// The region of the device.
  ///
  /// @throws IllegalArgumentException if an end of the region is no multiple of the sector size
  /// @throws IndexOutOfBoundsException if the region reaches beyond the device
  public SliceDevice(BlockDevice device, Region region) {
    Geometry whole = device.geometry();
    whole.check(region);
    this.device = device;
    this.start = region.offset();
    this.geometry = new Geometry(region.length(), whole.sectorSize(), whole.isReadOnly());
    this.gate = new Gate(device.name());
  }

  @Override
  public String name() {
    return device.name();
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public void read(long offset, MemorySegment... buffers) throws DeviceException {
    gate.enter(Operation.READ, below(geometry.check(offset, buffers)));
    try {
      device.read(start + offset, buffers);
    } finally {
      gate.leave();
    }
  }

  @Override
  public void write(long offset, MemorySegment... buffers) throws DeviceException {
    gate.enter(Operation.WRITE, below(geometry.check(offset, buffers)));
    try {
      device.write(start + offset, buffers);
    } finally {
      gate.leave();
    }
  }

  @Override
  public void flush() throws DeviceException {
    gate.enter(Operation.FLUSH, Region.NOWHERE);
    try {
      device.flush();
    } finally {
      gate.leave();
    }
  }

  @Override
  public void zero(Region region) throws DeviceException {
    Region below = below(geometry.check(region));
    gate.enter(Operation.ZERO, below);
    try {
      device.zero(below);
    } finally {
      gate.leave();
    }
  }

  @Override
  public void trim(Region region) throws DeviceException {
    Region below = below(geometry.check(region));
    gate.enter(Operation.TRIM, below);
    try {
      device.trim(below);
    } finally {
      gate.leave();
    }
  }

  @Override
  public List<Extent> extents(Region region) throws DeviceException {
    Region below = below(geometry.check(region));
    gate.enter(Operation.EXTENTS, below);
    try {
      return device.extents(below).stream().map(this::above).toList();
    } finally {
      gate.leave();
    }
  }

  /// Ends this view; the device below stays open.
  @Override
  public void close() {
    gate.close();
  }

  private Region below(Region region) {
    return new Region(start + region.offset(), region.length());
  }

  private Extent above(Extent extent) {
    Region region = extent.region();
    return new Extent(new Region(region.offset() - start, region.length()), extent.kind());
  }
}
