package app.diptych.block;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

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
    this.gate = new Gate(device.name(), geometry);
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
    try (var _ = gate.enter(Operation.READ, below(geometry.check(offset, buffers)))) {
      device.read(start + offset, buffers);
    }
  }

  @Override
  public void write(long offset, MemorySegment... buffers) throws DeviceException {
    try (var _ = gate.enter(Operation.WRITE, below(geometry.check(offset, buffers)))) {
      device.write(start + offset, buffers);
    }
  }

  @Override
  public Optional<Lane> lane(int most) {
    return device.lane(most);
  }

  @Override
  public boolean takes(Lane lane, Transfer transfer) {
    return device.takes(lane, below(transfer));
  }

  @Override
  public boolean begin(Lane lane, Transfer transfer) {
    Region below = below(geometry.check(transfer.offset(), transfer.buffer()));
    try {
      Gate.Pass pass = gate.enter(transfer.operation(), below);
      boolean hasBegun = device.begin(lane, below(transfer.telling(_ -> pass.close())));
      if (!hasBegun) {
        pass.close();
      }
      return hasBegun;
    } catch (DeviceException e) {
      transfer.ending().ended(e);
      return true;
    }
  }

  private Transfer below(Transfer transfer) {
    return transfer.with(start + transfer.offset(), transfer.ending());
  }

  @Override
  public void flush() throws DeviceException {
    try (var _ = gate.enter(Operation.FLUSH, Region.NOWHERE)) {
      device.flush();
    }
  }

  @Override
  public void zero(Region region) throws DeviceException {
    Region below = below(geometry.check(region));
    try (var _ = gate.enter(Operation.ZERO, below)) {
      device.zero(below);
    }
  }

  @Override
  public void trim(Region region) throws DeviceException {
    Region below = below(geometry.check(region));
    try (var _ = gate.enter(Operation.TRIM, below)) {
      device.trim(below);
    }
  }

  @Override
  public List<Extent> extents(Region region) throws DeviceException {
    Region below = below(geometry.check(region));
    try (var _ = gate.enter(Operation.EXTENTS, below)) {
      return device.extents(below).stream().map(this::above).toList();
    }
  }

  @Override
  public boolean zeroesCheaply(Region region) throws DeviceException {
    Region below = below(geometry.check(region));
    try (var _ = gate.enter(Operation.EXTENTS, below)) {
      return device.zeroesCheaply(below);
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
