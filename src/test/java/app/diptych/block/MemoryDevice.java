package app.diptych.block;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A device in memory, of zeros at first; its content is gone when it is closed.
///
/// A write is durable at once, for as long as anything here is.
public final class MemoryDevice implements BlockDevice {
  // A page: whoever reads and writes it may hand its buffers on to direct I/O.
  private static final long ALIGNMENT = 4096;

  private final String name;
  private final Geometry geometry;
  private final Gate gate;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;

  /// A device of this shape.
  public MemoryDevice(String name, Geometry geometry) {
    this.name = name;
    this.geometry = geometry;
    this.gate = new Gate(name, geometry);
    this.memory = arena.allocate(geometry.size(), ALIGNMENT);
  }

  /// A writable device of this size, in bytes, and sector size.
  public MemoryDevice(String name, long size, int sectorSize) {
    this(name, new Geometry(size, sectorSize, false));
  }

  /// A read-only device with this content, of whole sectors.
  public static MemoryDevice readOnly(String name, int sectorSize, byte[] content) {
    MemoryDevice device = new MemoryDevice(name, new Geometry(content.length, sectorSize, true));
    device.memory.copyFrom(MemorySegment.ofArray(content));
    return device;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public void read(long offset, MemorySegment... buffers) throws DeviceException {
    Region region = geometry.check(offset, buffers);
    try (var _ = gate.enter(Operation.READ, region)) {
      long at = offset;
      for (MemorySegment buffer : buffers) {
        buffer.copyFrom(memory.asSlice(at, buffer.byteSize()));
        at += buffer.byteSize();
      }
    }
  }

  @Override
  public void write(long offset, MemorySegment... buffers) throws DeviceException {
    try (var _ = gate.enter(Operation.WRITE, geometry.check(offset, buffers))) {
      long at = offset;
      for (MemorySegment buffer : buffers) {
        memory.asSlice(at, buffer.byteSize()).copyFrom(buffer);
        at += buffer.byteSize();
      }
    }
  }

  @Override
  public void flush() throws DeviceException {
    gate.enter(Operation.FLUSH, Region.NOWHERE).close();
  }

  @Override
  public void zero(Region region) throws DeviceException {
    try (var _ = gate.enter(Operation.ZERO, geometry.check(region))) {
      memory.asSlice(region.offset(), region.length()).fill((byte) 0);
    }
  }

  @Override
  public void trim(Region region) throws DeviceException {
    gate.enter(Operation.TRIM, geometry.check(region)).close();
  }

  @Override
  public List<Extent> extents(Region region) throws DeviceException {
    gate.enter(Operation.EXTENTS, geometry.check(region)).close();
    return Extent.unknown(region);
  }

  @Override
  public void close() {
    if (gate.close()) {
      arena.close();
    }
  }
}
