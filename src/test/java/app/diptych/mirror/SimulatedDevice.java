package app.diptych.mirror;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Extent;
import app.diptych.block.Geometry;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// A device that does what it is asked sector by sector in any order, mixed with everything else
/// that is asked of it, when the simulation draws it; that fails when told to, half-way; and that
/// forgets on a crash what was not flushed.
final class SimulatedDevice implements BlockDevice {

  /// Decides whether the next operation of a kind fails.
  interface Faults {
    /// What it fails with, null where it does not.
    @Nullable Exception next(Operation operation, Failure failure);
  }

  /// What is asked of the device and not answered yet.
  final class Pending {
    private final Operation operation;
    private final Region region;
    private final MemorySegment[] buffers;
    private final List<Long> steps = new ArrayList<>();
    private final @Nullable Exception fault;
    private final byte[] flushed;
    private final long number = ++asked;
    private final CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();

    private Pending(Operation operation, Region region, MemorySegment... buffers) {
      this.operation = operation;
      this.region = region;
      this.buffers = buffers;
      this.fault = faults.next(operation, new Failure(operation, name, region));
      this.flushed = operation == Operation.FLUSH ? content.clone() : new byte[0];
      for (long at = region.offset(); at < region.end(); at += geometry.sectorSize()) {
        steps.add(at);
      }
      Collections.shuffle(steps, random);
      if (fault != null) {
        steps.subList(random.nextInt(steps.size() + 1), steps.size()).clear();
      }
    }

    /// Whose it is.
    SimulatedDevice device() {
      return SimulatedDevice.this;
    }

    /// Does some of it, and answers when all is done.
    void step() {
      for (int n = random.nextInt(8); n >= 0 && !steps.isEmpty(); n--) {
        move(steps.removeLast());
      }
      if (steps.isEmpty()) {
        pending.remove(this);
        if (fault != null) {
          answer.completeExceptionally(fault);
        } else {
          finish();
        }
      }
    }

    private void move(long at) {
      int sector = geometry.sectorSize();
      MemorySegment part = MemorySegment.ofArray(content).asSlice(at, sector);
      switch (operation) {
        case READ -> buffer(at).copyFrom(part);
        case WRITE -> part.copyFrom(buffer(at));
        case ZERO, TRIM -> part.fill((byte) 0);
        case OPEN, FLUSH, EXTENTS -> {}
      }
    }

    private MemorySegment buffer(long at) {
      long skip = at - region.offset();
      for (MemorySegment buffer : buffers) {
        if (skip < buffer.byteSize()) {
          return buffer.asSlice(skip, geometry.sectorSize());
        }
        skip -= buffer.byteSize();
      }
      throw new AssertionError("outside of the buffers: " + at);
    }

    private void finish() {
      // What a later flush has made durable stays so.
      if (operation == Operation.FLUSH && number > lastFlush) {
        lastFlush = number;
        System.arraycopy(flushed, 0, durable, 0, durable.length);
      }
      answer.complete(null);
    }
  }

  private final String name;
  private final Geometry geometry;
  private final Faults faults;
  private final Random random;
  private final List<Pending> pending;
  private final BitSet holes = new BitSet();
  private final byte[] content;
  private final byte[] durable;
  private long asked;
  private long lastFlush;

  /// A device whose operations wait in `pending` to be drawn.
  SimulatedDevice(
      String name, Geometry geometry, Faults faults, Random random, List<Pending> pending) {
    this.name = name;
    this.geometry = geometry;
    this.faults = faults;
    this.random = random;
    this.pending = pending;
    this.content = new byte[Math.toIntExact(geometry.size())];
    this.durable = content.clone();
  }

  /// Puts content there without an operation, durably; zeros are known to the device as a hole.
  void put(int sector, long writer) {
    byte[] bytes = Sectors.of(writer, sector);
    System.arraycopy(bytes, 0, content, sector * Sectors.SIZE, Sectors.SIZE);
    System.arraycopy(bytes, 0, durable, sector * Sectors.SIZE, Sectors.SIZE);
    holes.set(sector, writer == Sectors.ZERO);
  }

  /// What is on the device.
  byte[] content() {
    return content;
  }

  /// What would be there after a crash, where nothing survives that was not flushed.
  byte[] durable() {
    return durable;
  }

  private void ask(Pending request) throws DeviceException {
    if (request.operation != Operation.READ && request.operation != Operation.FLUSH) {
      for (long at = request.region.offset(); at < request.region.end(); at += Sectors.SIZE) {
        holes.clear((int) (at / Sectors.SIZE));
      }
    }
    pending.add(request);
    try {
      request.answer.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case DeviceException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new AssertionError(e);
      }
    }
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
    ask(new Pending(Operation.READ, geometry.check(offset, buffers), buffers));
  }

  @Override
  public void write(long offset, MemorySegment... buffers) throws DeviceException {
    ask(new Pending(Operation.WRITE, geometry.check(offset, buffers), buffers));
  }

  @Override
  public void flush() throws DeviceException {
    ask(new Pending(Operation.FLUSH, new Region(0, 0)));
  }

  @Override
  public void zero(Region region) throws DeviceException {
    ask(new Pending(Operation.ZERO, geometry.check(region)));
  }

  @Override
  public void trim(Region region) throws DeviceException {
    byte[] junk = new byte[Math.toIntExact(region.length())];
    random.nextBytes(junk);
    ask(new Pending(Operation.TRIM, geometry.check(region)));
    System.arraycopy(junk, 0, content, Math.toIntExact(region.offset()), junk.length);
  }

  @Override
  public List<Extent> extents(Region region) {
    List<Extent> extents = new ArrayList<>();
    for (long at = region.offset(); at < region.end(); at += geometry.sectorSize()) {
      int from = (int) (at / Sectors.SIZE);
      int to = (int) ((at + geometry.sectorSize()) / Sectors.SIZE);
      boolean isHole = holes.nextClearBit(from) >= to;
      extents.add(
          new Extent(
              new Region(at, geometry.sectorSize()), isHole ? Extent.Kind.HOLE : Extent.Kind.DATA));
    }
    return extents;
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return name + Arrays.hashCode(content);
  }
}
