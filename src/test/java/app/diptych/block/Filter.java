package app.diptych.block;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// What the devices for tests share: each passes everything on to the device below, with [#around]
/// about it. Does not own the device below.
abstract class Filter implements BlockDevice {
  private final BlockDevice below;
  private final Gate gate;

  Filter(BlockDevice below) {
    this.below = below;
    this.gate = new Gate(below.name(), below.geometry());
  }

  /// An operation on the device below, ready to be done.
  @FunctionalInterface
  interface Call {
    /// Does the first bytes of it; of an operation that has no bytes, all.
    void upTo(long length) throws DeviceException;
  }

  /// Does the call, or not, or a part of it, or later.
  abstract void around(Operation operation, Region region, Call call) throws DeviceException;

  @Override
  public final String name() {
    return below.name();
  }

  @Override
  public final Geometry geometry() {
    return below.geometry();
  }

  @Override
  public final void read(long offset, MemorySegment... buffers) throws DeviceException {
    Region region = geometry().check(offset, buffers);
    enter(Operation.READ, region, length -> below.read(offset, first(length, buffers)));
  }

  @Override
  public final void write(long offset, MemorySegment... buffers) throws DeviceException {
    Region region = geometry().check(offset, buffers);
    enter(Operation.WRITE, region, length -> below.write(offset, first(length, buffers)));
  }

  @Override
  public final void flush() throws DeviceException {
    enter(Operation.FLUSH, Region.NOWHERE, _ -> below.flush());
  }

  @Override
  public final void zero(Region region) throws DeviceException {
    enter(
        Operation.ZERO,
        geometry().check(region),
        length -> below.zero(new Region(region.offset(), length)));
  }

  @Override
  public final void trim(Region region) throws DeviceException {
    enter(
        Operation.TRIM,
        geometry().check(region),
        length -> below.trim(new Region(region.offset(), length)));
  }

  @Override
  public final List<Extent> extents(Region region) throws DeviceException {
    List<Extent> extents = new ArrayList<>();
    enter(
        Operation.EXTENTS,
        geometry().check(region),
        length -> extents.addAll(below.extents(new Region(region.offset(), length))));
    return List.copyOf(extents);
  }

  @Override
  public final void close() {
    gate.close();
  }

  private void enter(Operation operation, Region region, Call call) throws DeviceException {
    try (var _ = gate.enter(operation, region)) {
      around(operation, region, call);
    }
  }

  private static MemorySegment[] first(long length, MemorySegment... buffers) {
    List<MemorySegment> parts = new ArrayList<>();
    long left = length;
    for (MemorySegment buffer : buffers) {
      long part = Math.min(left, buffer.byteSize());
      parts.add(buffer.asSlice(0, part));
      left -= part;
    }
    return parts.toArray(MemorySegment[]::new);
  }
}
