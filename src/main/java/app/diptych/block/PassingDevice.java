package app.diptych.block;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A device that passes everything on to the one below, with [#around] about it. A filter overrides
/// what it is about.
///
/// Transfers that are begun are not passed on unless a filter says how: they would go by what it
/// overrides. Does not own the device below.
public class PassingDevice implements BlockDevice {
  private final BlockDevice below;

  /// A device over this one.
  public PassingDevice(BlockDevice below) {
    this.below = below;
  }

  /// An operation on the device below, ready to be done.
  @FunctionalInterface
  protected interface Call {
    /// Does it.
    void make() throws DeviceException;
  }

  /// Does the call.
  ///
  /// @param region where, within the device
  protected void around(Operation operation, Region region, Call call) throws DeviceException {
    call.make();
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
    Region region = geometry().check(offset, buffers);
    around(Operation.READ, region, () -> below.read(offset, buffers));
  }

  @Override
  public void write(long offset, MemorySegment... buffers) throws DeviceException {
    Region region = geometry().check(offset, buffers);
    around(Operation.WRITE, region, () -> below.write(offset, buffers));
  }

  @Override
  public void flush() throws DeviceException {
    around(Operation.FLUSH, Region.NOWHERE, below::flush);
  }

  @Override
  public void zero(Region region) throws DeviceException {
    around(Operation.ZERO, geometry().check(region), () -> below.zero(region));
  }

  @Override
  public void trim(Region region) throws DeviceException {
    around(Operation.TRIM, geometry().check(region), () -> below.trim(region));
  }

  @Override
  public List<Extent> extents(Region region) throws DeviceException {
    List<Extent> extents = new ArrayList<>();
    around(
        Operation.EXTENTS, geometry().check(region), () -> extents.addAll(below.extents(region)));
    return List.copyOf(extents);
  }

  @Override
  public boolean zeroesCheaply(Region region) throws DeviceException {
    return below.zeroesCheaply(region);
  }

  /// Ends this view at most: whoever opened the device below closes it.
  @Override
  public void close() {}
}
