package app.diptych.block.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;

/// A file or device that is open twice: past the system's cache for what is aligned as that wants,
/// and through the cache for the rest, such as an image's last sector. The system keeps both views
/// equal, and one sync makes both durable.
///
/// A transfer ends short where it passes from one to the other. Closing this closes both.
final class DirectFile extends PassingFile {
  // Bytes at once of a transfer whose memory is not aligned; a multiple of every alignment known.
  private static final long BOUNCE = 1 << 20;

  private final OpenFile direct;
  private final OpenFile buffered;
  private final int alignment;
  private final boolean isTwice;

  /// The two handles, and what the first wants offset, length and memory to be a multiple of.
  DirectFile(OpenFile direct, OpenFile buffered, int alignment) {
    this(direct, buffered, alignment, true);
  }

  private DirectFile(OpenFile direct, OpenFile buffered, int alignment, boolean isTwice) {
    super(direct);
    this.direct = direct;
    this.buffered = buffered;
    this.alignment = alignment;
    this.isTwice = isTwice;
  }

  /// A disk that is open once, past the cache: its sectors are aligned, so nothing is left for
  /// another handle.
  static DirectFile ofDisk(OpenFile direct) throws SystemFailure {
    return new DirectFile(direct, direct, direct.alignment(), false);
  }

  @Override
  public long read(MemorySegment buffer, long offset) throws SystemFailure {
    MemorySegment part = directPart(buffer, offset);
    if (part.byteSize() == 0) {
      return buffered.read(buffer, offset);
    }
    try {
      return isAligned(part.address()) ? direct.read(part, offset) : readAside(part, offset);
    } catch (SystemFailure e) {
      return buffered.read(unlessRefused(part, e), offset);
    }
  }

  @Override
  public long write(MemorySegment buffer, long offset) throws SystemFailure {
    MemorySegment part = directPart(buffer, offset);
    if (part.byteSize() == 0) {
      return buffered.write(buffer, offset);
    }
    try {
      return isAligned(part.address()) ? direct.write(part, offset) : writeAside(part, offset);
    } catch (SystemFailure e) {
      return buffered.write(unlessRefused(part, e), offset);
    }
  }

  // Buffers of which each is aligned go at once; of others the first one, by itself.
  @Override
  public long scatter(MemorySegment[] buffers, long offset) throws SystemFailure {
    try {
      return areAligned(buffers, offset)
          ? direct.scatter(buffers, offset)
          : read(buffers[0], offset);
    } catch (SystemFailure e) {
      return read(unlessRefused(buffers[0], e), offset);
    }
  }

  @Override
  public long gather(MemorySegment[] buffers, long offset) throws SystemFailure {
    try {
      return areAligned(buffers, offset)
          ? direct.gather(buffers, offset)
          : write(buffers[0], offset);
    } catch (SystemFailure e) {
      return write(unlessRefused(buffers[0], e), offset);
    }
  }

  private boolean areAligned(MemorySegment[] buffers, long offset) {
    long numbers = offset;
    for (MemorySegment buffer : buffers) {
      numbers |= buffer.address() | buffer.byteSize();
    }
    return isAligned(numbers);
  }

  private MemorySegment directPart(MemorySegment buffer, long offset) {
    long length = buffer.byteSize();
    return buffer.asSlice(0, isAligned(offset) ? length - length % alignment : 0);
  }

  private boolean isAligned(long number) {
    return number % alignment == 0;
  }

  private long readAside(MemorySegment buffer, long offset) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment aside = arena.allocate(Math.min(BOUNCE, buffer.byteSize()), alignment);
      long done = direct.read(aside, offset);
      MemorySegment.copy(aside, 0, buffer, 0, done);
      return done;
    }
  }

  private long writeAside(MemorySegment buffer, long offset) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment aside = arena.allocate(Math.min(BOUNCE, buffer.byteSize()), alignment);
      MemorySegment.copy(buffer, 0, aside, 0, aside.byteSize());
      return direct.write(aside, offset);
    }
  }

  // Direct I/O may want more than it told when it was asked, and then says EINVAL.
  private static MemorySegment unlessRefused(MemorySegment part, SystemFailure e)
      throws SystemFailure {
    if (e.errno() == Errno.EINVAL) {
      return part;
    }
    throw e;
  }

  /// Whether a transfer goes past the cache as a whole.
  boolean isDirect(MemorySegment buffer, long offset) {
    return isAligned(offset | buffer.address() | buffer.byteSize());
  }

  @Override
  public OptionalInt descriptor() {
    return direct.descriptor();
  }

  @Override
  public int alignment() {
    return alignment;
  }

  @Override
  public void close() {
    super.close();
    if (isTwice) {
      buffered.close();
    }
  }
}
