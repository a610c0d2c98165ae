package app.diptych.block.os;

import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// An open file or block device of Linux: a file descriptor, which it owns.
final class LinuxFile implements OpenFile {
  // linux/fs.h
  private static final long BLKROGET = 0x125e;
  private static final long BLKRRPART = 0x125f;
  private static final long BLKSSZGET = 0x1268;
  private static final long BLKDISCARD = 0x1277;
  private static final long BLKZEROOUT = 0x127f;
  private static final long BLKGETSIZE64 = 0x80081272L;
  private static final long BLKGETDISKSEQ = 0x80081280L;
  // linux/falloc.h
  private static final int FALLOC_FL_KEEP_SIZE = 0x01;
  private static final int FALLOC_FL_PUNCH_HOLE = 0x02;
  private static final int FALLOC_FL_ZERO_RANGE = 0x10;
  // linux/fs.h
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;
  // SYNC_FILE_RANGE_WAIT_BEFORE, _WRITE and _WAIT_AFTER, linux/fs.h
  private static final int WRITE_AND_WAIT = 0x7;
  // linux/fadvise.h
  private static final int POSIX_FADV_DONTNEED = 4;

  // bits/xopen_lim.h: so many buffers at once
  private static final int IOV_MAX = 1024;

  // An image is counted in the sectors that nearly every disk offers.
  private static final int IMAGE_SECTOR = 512;
  // What every file system known is content with, and a page of most machines.
  private static final int SAFE_ALIGNMENT = 4096;

  private final int fd;
  private final boolean isDisk;
  // Volatile: found by whoever asks first, as a program may have to answer. Null before.
  private volatile @Nullable Statfs home;
  // Volatile: set by whoever asks for holes. That writes were lost the system tells once, to
  // whoever asks first: a sync is to tell it as well.
  private volatile @Nullable SystemFailure lostWrites;

  /// Takes over an open descriptor of a block device, or else of a file.
  LinuxFile(int fd, boolean isDisk) {
    this.fd = fd;
    this.isDisk = isDisk;
  }

  @Override
  public FileStatus status() throws SystemFailure {
    return Statx.of(fd).status();
  }

  @Override
  public long size() throws SystemFailure {
    return isDisk ? askLong(BLKGETSIZE64) : Statx.of(fd).size();
  }

  @Override
  public int sectorSize() throws SystemFailure {
    return isDisk ? askInt(BLKSSZGET) : IMAGE_SECTOR;
  }

  @Override
  public boolean isReadOnly() throws SystemFailure {
    return isDisk && askInt(BLKROGET) != 0;
  }

  @Override
  public OptionalLong diskseq() throws SystemFailure {
    if (!isDisk) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(askLong(BLKGETDISKSEQ));
    } catch (SystemFailure e) {
      // Before Linux 5.15.
      if (e.isUnsupported()) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  @Override
  public long allocatedBytes() throws SystemFailure {
    return isDisk ? askLong(BLKGETSIZE64) : Statx.of(fd).allocatedBytes();
  }

  @Override
  public int alignment() throws SystemFailure {
    int told = Statx.of(fd).alignment();
    if (told > 0) {
      return told;
    }
    return isDisk ? askInt(BLKSSZGET) : SAFE_ALIGNMENT;
  }

  @Override
  public OptionalInt descriptor() {
    return OptionalInt.of(fd);
  }

  @Override
  public long read(MemorySegment buffer, long offset) throws SystemFailure {
    return LibC.pread(fd, buffer, offset);
  }

  @Override
  public long write(MemorySegment buffer, long offset) throws SystemFailure {
    return LibC.pwrite(fd, buffer, offset);
  }

  @Override
  public long scatter(MemorySegment[] buffers, long offset) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      return LibC.preadv(fd, vector(buffers, arena), count(buffers), offset);
    }
  }

  @Override
  public long gather(MemorySegment[] buffers, long offset) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      return LibC.pwritev(fd, vector(buffers, arena), count(buffers), offset);
    }
  }

  private static int count(MemorySegment[] buffers) {
    return Math.min(buffers.length, IOV_MAX);
  }

  // struct iovec { void *base; size_t length; }, bits/types/struct_iovec.h. The buffers outlive the
  // call, which their addresses alone would not see to: whoever passes them keeps them.
  private static MemorySegment vector(MemorySegment[] buffers, Arena arena) {
    int count = count(buffers);
    MemorySegment vector = arena.allocate(ValueLayout.JAVA_LONG, 2L * count);
    for (int i = 0; i < count; i++) {
      vector.setAtIndex(ValueLayout.JAVA_LONG, 2L * i, buffers[i].address());
      vector.setAtIndex(ValueLayout.JAVA_LONG, 2L * i + 1, buffers[i].byteSize());
    }
    return vector;
  }

  @Override
  public void sync() throws SystemFailure {
    LibC.fdatasync(fd);
    SystemFailure lost = lostWrites;
    if (lost != null) {
      throw lost;
    }
  }

  @Override
  public boolean zero(Region region) throws SystemFailure {
    // On a disk the second of these zeroes as BLKZEROOUT does, but may give the space back, and it
    // fails where the disk has no command for it: BLKZEROOUT writes the zeros then.
    return isDone(() -> allocate(FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, region))
        || isDone(() -> {
          if (isDisk) {
            askRange(BLKZEROOUT, region);
          } else {
            allocate(FALLOC_FL_ZERO_RANGE | FALLOC_FL_KEEP_SIZE, region);
          }
        });
  }

  @Override
  public void discard(Region region) throws SystemFailure {
    if (isDisk) {
      isDone(() -> askRange(BLKDISCARD, region));
    } else {
      isDone(() -> allocate(FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, region));
    }
  }

  @Override
  public OptionalLong nextData(long offset) throws SystemFailure {
    try {
      return OptionalLong.of(seek(offset, SEEK_DATA));
    } catch (SystemFailure e) {
      // Not a device that is gone: nothing but a hole up to the end.
      if (e.errno() == Errno.ENXIO) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  @Override
  public long nextHole(long offset) throws SystemFailure {
    return seek(offset, SEEK_HOLE);
  }

  // Linux asks FUSE where data is without telling it of what was written and is in the cache still.
  private long seek(long offset, int whence) throws SystemFailure {
    if (isFuse()) {
      writeOut(offset);
    }
    return LibC.lseek(fd, offset, whence);
  }

  private void writeOut(long offset) throws SystemFailure {
    try {
      LibC.syncFileRange(fd, offset, WRITE_AND_WAIT);
    } catch (SystemFailure e) {
      lostWrites = e;
      throw e;
    }
  }

  private boolean isFuse() throws SystemFailure {
    Statfs found = home;
    if (found == null) {
      found = Statfs.of(fd);
      home = found;
    }
    return found.isFuse();
  }

  @Override
  public void dropCache() throws SystemFailure {
    LibC.posixFadvise(fd, POSIX_FADV_DONTNEED);
  }

  @Override
  public boolean rereadPartitions() throws SystemFailure {
    return isDisk && isDone(() -> LibC.ioctl(fd, BLKRRPART, MemorySegment.NULL));
  }

  @Override
  public void close() {
    try {
      LibC.close(fd);
    } catch (SystemFailure _) {
      // The descriptor is gone all the same, and what was to be durable was flushed before.
    }
  }

  private int askInt(long request) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(ValueLayout.JAVA_INT);
      LibC.ioctl(fd, request, answer);
      return answer.get(ValueLayout.JAVA_INT, 0);
    }
  }

  private long askLong(long request) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(ValueLayout.JAVA_LONG);
      LibC.ioctl(fd, request, answer);
      return answer.get(ValueLayout.JAVA_LONG, 0);
    }
  }

  // uint64_t range[2]: start and length.
  private void askRange(long request, Region region) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment range =
          arena.allocateFrom(ValueLayout.JAVA_LONG, region.offset(), region.length());
      LibC.ioctl(fd, request, range);
    }
  }

  private void allocate(int mode, Region region) throws SystemFailure {
    LibC.fallocate(fd, mode, region.offset(), region.length());
  }

  private static boolean isDone(Attempt.Action request) throws SystemFailure {
    try {
      request.once();
      return true;
    } catch (SystemFailure e) {
      // EBUSY: somebody else holds the disk, and the kernel will not drop its cache under them.
      if (e.isUnsupported() || e.errno() == Errno.EBUSY) {
        return false;
      }
      throw e;
    }
  }
}
