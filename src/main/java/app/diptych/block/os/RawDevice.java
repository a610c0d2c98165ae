package app.diptych.block.os;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Durability;
import app.diptych.block.Extent;
import app.diptych.block.Gate;
import app.diptych.block.Geometry;
import app.diptych.block.Lane;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.block.Transfer;
import app.diptych.foreign.CFunctions;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// A disk, partition or image file of this system.
///
/// Transfers pass the system's cache by where the file system allows that, unless it was opened to
/// be cached. An image's sectors are of 512 bytes.
public final class RawDevice implements BlockDevice {
  private final String name;
  private final OpenFile file;
  private final Geometry geometry;
  private final Durability durability;
  private final Gate gate;
  private final Moving moving;
  private final Flushing flushing;
  private final Holes holes;

  /// Takes over an open file; [Opening] checked it.
  RawDevice(String name, OpenFile file, Geometry geometry, Durability durability) {
    this.name = name;
    this.file = file;
    this.geometry = geometry;
    this.durability = durability;
    this.gate = new Gate(name, geometry);
    this.moving = new Moving(file);
    this.flushing = new Flushing(file);
    this.holes = new Holes(file, geometry.sectorSize());
  }

  /// Opens a block device or an image file.
  ///
  /// @throws DeviceException.Denied without the rights, DeviceException.Busy where an exclusive
  ///   open finds another holder, DeviceException.ReadOnly where a writable open finds a read-only
  ///   device or file system, DeviceException.Unimplemented for a raw disk on a system other than
  ///   Linux, DeviceException.Disconnected where the device or its medium is gone,
  ///   DeviceException.Unknown else, as for an image of which a part is no whole sector
  public static RawDevice open(Path path, OpenOptions options) throws DeviceException {
    return open(Syscalls.ofThisSystem(), path, options);
  }

  static RawDevice open(Syscalls system, Path path, OpenOptions options) throws DeviceException {
    return new Opening(system, path, options).device();
  }

  /// Takes over a descriptor of a block device that somebody with more rights opened; closes it if
  /// that fails. Its flags are to be those of [#flags], and what the path says is only its name.
  ///
  /// @throws DeviceException.Denied where it is not for writing as the options are, others as
  ///   [#open] does
  public static RawDevice adopt(Path path, int fd, OpenOptions options) throws DeviceException {
    return new Opening(Syscalls.ofThisSystem(), path, options).adopted(fd);
  }

  /// The flags of `open`, beside those for reading and writing, with which somebody else is to open
  /// a block device that is then adopted. A symbolic link is not followed.
  public static int flags(OpenOptions options) {
    return Syscalls.ofThisSystem().flags(options);
  }

  /// Creates a sparse image file of this size, in bytes, which must not exist yet, and opens it.
  /// Leaves no file behind if it fails.
  ///
  /// @throws IllegalArgumentException if the size is no multiple of 512, or the options are not for
  ///   writing
  /// @throws DeviceException as [#open] does
  public static RawDevice create(Path path, long size, OpenOptions options) throws DeviceException {
    return create(Syscalls.ofThisSystem(), path, size, options);
  }

  static RawDevice create(Syscalls system, Path path, long size, OpenOptions options)
      throws DeviceException {
    return new Opening(system, path, options).created(size);
  }

  /// Whether raw disks can be opened on this system.
  public static boolean supportsDisks() {
    return Syscalls.ofThisSystem().supportsDisks();
  }

  /// Does beforehand, on any thread, what the first transfer would take its time for.
  public static void prepare() {
    if (supportsDisks()) {
      CFunctions.prepare();
    }
  }

  /// Whether somebody has taken a disk or partition for himself alone: a mount, be it one that is
  /// not seen from here, a mapping, or a program that writes to it. It is taken for a moment to
  /// find out.
  public static boolean isTaken(Path disk) throws DeviceException {
    return Attempt.on(disk, () -> Syscalls.ofThisSystem().isTaken(disk));
  }

  /// Who this is, asked of the open handle.
  public Identity identity() throws DeviceException {
    return ask(() -> {
      FileStatus status = file.status();
      return new Identity(
          status.kind(),
          status.major(),
          status.minor(),
          status.inode(),
          file.diskseq(),
          file.size());
    });
  }

  /// Bytes that an image takes on its disk, less than its size where it has holes; of a disk, its
  /// size.
  public long allocatedBytes() throws DeviceException {
    return ask(file::allocatedBytes);
  }

  /// Asks the system to drop what it holds of this device in memory, so that what is read next
  /// comes from the medium. Only what was flushed can be dropped.
  public void dropCache() throws DeviceException {
    ask(() -> {
      Attempt.run(file::dropCache);
      return true;
    });
  }

  /// Asks the system to look at the partition table of a whole disk anew, so that it finds the
  /// partitions that were written to it.
  ///
  /// @return whether it did; not where this is no whole disk, or somebody stands on a partition
  public boolean rereadPartitions() throws DeviceException {
    return ask(file::rereadPartitions);
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
      moving.read(new Failure(Operation.READ, name, region), buffers);
    }
  }

  @Override
  public void write(long offset, MemorySegment... buffers) throws DeviceException {
    var failure = new Failure(Operation.WRITE, name, geometry.check(offset, buffers));
    try (var _ = gate.enter(Operation.WRITE, failure.region())) {
      moving.write(failure, buffers);
    }
  }

  @Override
  public Optional<Lane> lane(int most) {
    return file instanceof DirectFile && file.descriptor().isPresent()
        ? AioLane.open(most).map(Lane.class::cast)
        : Optional.empty();
  }

  @Override
  public boolean takes(Lane lane, Transfer transfer) {
    return lane instanceof AioLane
        && file instanceof DirectFile direct
        && direct.descriptor().isPresent()
        && direct.isDirect(transfer.buffer(), transfer.offset());
  }

  private record Begun(Moving moving, Transfer transfer, Failure failure, Gate.Pass pass)
      implements LongConsumer {
    @Override
    public void accept(long result) {
      DeviceException cause = moving.rest(transfer, failure, result);
      pass.close();
      transfer.ending().ended(cause);
    }
  }

  @Override
  public boolean begin(Lane lane, Transfer transfer) {
    Region region = geometry.check(transfer.offset(), transfer.buffer());
    if (!takes(lane, transfer) || !(lane instanceof AioLane aio)) {
      return false;
    }
    Failure failure = new Failure(transfer.operation(), name, region);
    try {
      Gate.Pass pass = gate.enter(transfer.operation(), region);
      aio.begin(
          file.descriptor().orElseThrow(), transfer, new Begun(moving, transfer, failure, pass));
    } catch (DeviceException e) {
      transfer.ending().ended(e);
    }
    return true;
  }

  @Override
  public void flush() throws DeviceException {
    try (var _ = gate.enter(Operation.FLUSH, Region.NOWHERE)) {
      if (!geometry.isReadOnly()) {
        var failure = Failure.of(Operation.FLUSH, name);
        flushing.flush(failure);
        checkLength(failure);
      }
    }
  }

  // Whoever cuts an image off while it is written to takes with it what was durable.
  private void checkLength(Failure failure) throws DeviceException {
    try {
      long size = file.size();
      if (size < geometry.size()) {
        throw new DeviceException.CutShort(failure, size);
      }
    } catch (SystemFailure e) {
      throw e.toDeviceException(failure, true);
    }
  }

  @Override
  public void zero(Region region) throws DeviceException {
    var failure = new Failure(Operation.ZERO, name, geometry.check(region));
    try (var _ = gate.enter(Operation.ZERO, failure.region())) {
      if (region.isEmpty()) {
        return;
      }
      // To punch a hole a file system waits for every transfer of the file that is under way.
      if (!isNowhere(region) && !Attempt.of(() -> file.zero(region))) {
        moving.zeros(failure);
      }
      holes.forget(region);
      if (durability == Durability.ON_WRITE) {
        flushing.flush(failure);
      }
    } catch (SystemFailure e) {
      throw e.toDeviceException(failure, false);
    }
  }

  @Override
  public void trim(Region region) throws DeviceException {
    var failure = new Failure(Operation.TRIM, name, geometry.check(region));
    try (var _ = gate.enter(Operation.TRIM, failure.region())) {
      if (!region.isEmpty()) {
        Attempt.run(() -> file.discard(region));
        holes.forget(region);
      }
    } catch (SystemFailure e) {
      throw e.toDeviceException(failure, false);
    }
  }

  @Override
  public List<Extent> extents(Region region) throws DeviceException {
    geometry.check(region);
    try (var _ = gate.enter(Operation.EXTENTS, region)) {
      return Attempt.of(() -> holes.in(region));
    } catch (SystemFailure e) {
      if (e.isUnsupported()) {
        return Extent.unknown(region);
      }
      throw e.toDeviceException(new Failure(Operation.EXTENTS, name, region), false);
    }
  }

  @Override
  public boolean zeroesCheaply(Region region) throws DeviceException {
    geometry.check(region);
    try (var _ = gate.enter(Operation.EXTENTS, region)) {
      return isNowhere(region);
    }
  }

  // Where it cannot be told, zeros are made.
  private boolean isNowhere(Region region) {
    try {
      return Attempt.of(() -> file.nextData(region.offset())).orElse(region.end()) >= region.end();
    } catch (SystemFailure _) {
      return false;
    }
  }

  @Override
  public void close() {
    if (gate.close()) {
      file.close();
    }
  }

  private <T> T ask(Attempt<T> question) throws DeviceException {
    try (var _ = gate.enter(Operation.OPEN, Region.NOWHERE)) {
      return Attempt.of(question);
    } catch (SystemFailure e) {
      throw e.toDeviceException(Failure.of(Operation.OPEN, name), false);
    }
  }
}
