package app.diptych.rescue;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Gate;
import app.diptych.block.Geometry;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// A source as a rescue leaves it on the target: what is known to be unreadable is zeros, and is
/// not read. Takes no writes, and does not own the device below.
public final class Blanked extends PassingDevice {
  private final BlockDevice device;
  private final Geometry geometry;
  private final RescueMap map;
  private final Gate gate;

  /// The device with zeros there.
  ///
  /// @param unreadable whole sectors of the device
  public Blanked(BlockDevice device, List<Region> unreadable) {
    super(device);
    Geometry below = device.geometry();
    this.device = device;
    this.geometry = new Geometry(below.size(), below.sectorSize(), true);
    this.gate = new Gate(device.name(), geometry);
    this.map = new RescueMap(below.size());
    for (Region region : unreadable) {
      map.set(below.check(region), Status.BAD_SECTOR);
    }
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public void read(long offset, MemorySegment... buffers) throws DeviceException {
    try (var _ = gate.enter(Operation.READ, geometry.check(offset, buffers))) {
      long at = offset;
      for (MemorySegment buffer : buffers) {
        fill(at, buffer);
        at += buffer.byteSize();
      }
    }
  }

  private void fill(long offset, MemorySegment buffer) throws DeviceException {
    var all = new Region(offset, buffer.byteSize());
    long at = offset;
    while (at < all.end()) {
      Optional<Region> good = map.next(Status.NON_TRIED, at).map(all::intersect);
      long from = good.filter(region -> !region.isEmpty()).map(Region::offset).orElse(all.end());
      buffer.asSlice(at - offset, from - at).fill((byte) 0);
      if (from < all.end()) {
        device.read(from, buffer.asSlice(from - offset, good.orElseThrow().length()));
      }
      at = good.filter(region -> !region.isEmpty()).map(Region::end).orElse(all.end());
    }
  }

  @Override
  protected void around(Operation operation, Region region, Call call) throws DeviceException {
    try (var _ = gate.enter(operation, region)) {
      call.make();
    }
  }

  /// Ends this view; the device below stays open.
  @Override
  public void close() {
    gate.close();
  }
}
