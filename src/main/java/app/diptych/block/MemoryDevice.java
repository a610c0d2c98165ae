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
    this.gate = new Gate(name);
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
    gate.enter(Operation.READ, region);
    try {
      long at = offset;
      for (MemorySegment buffer : buffers) {
        buffer.copyFrom(memory.asSlice(at, buffer.byteSize()));
        at += buffer.byteSize();
      }
    } finally {
      gate.leave();
    }
  }

  @Override
  public void write(long offset, MemorySegment... buffers) throws DeviceException {
    enterToChange(Operation.WRITE, geometry.check(offset, buffers));
    try {
      long at = offset;
      for (MemorySegment buffer : buffers) {
        memory.asSlice(at, buffer.byteSize()).copyFrom(buffer);
        at += buffer.byteSize();
      }
    } finally {
      gate.leave();
    }
  }

  @Override
  public void flush() throws DeviceException {
    gate.enter(Operation.FLUSH, Region.NOWHERE);
    gate.leave();
  }

  @Override
  public void zero(Region region) throws DeviceException {
    enterToChange(Operation.ZERO, geometry.check(region));
    try {
      memory.asSlice(region.offset(), region.length()).fill((byte) 0);
    } finally {
      gate.leave();
    }
  }

  @Override
  public void trim(Region region) throws DeviceException {
    enterToChange(Operation.TRIM, geometry.check(region));
    gate.leave();
  }

  @Override
  public List<Extent> extents(Region region) throws DeviceException {
    gate.enter(Operation.EXTENTS, geometry.check(region));
    gate.leave();
    return Extent.unknown(region);
  }

  @Override
  public void close() {
    if (gate.close()) {
      arena.close();
    }
  }

  private void enterToChange(Operation operation, Region region) throws DeviceException {
    gate.enter(operation, region);
    if (geometry.isReadOnly()) {
      gate.leave();
      throw new DeviceException.ReadOnly(new DeviceException.Failure(operation, name, region));
    }
  }
}
