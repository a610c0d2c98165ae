package app.diptych.block.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What Linux's `statx` tells of a file; the one form of it that is the same on every machine.
///
/// @param status what is there
/// @param size bytes, of a file
/// @param allocatedBytes bytes taken on the disk, of a file
/// @param alignment what direct transfers want offset, length and memory to be a multiple of; zero
///   where it is not told (before Linux 6.1)
/// @param guard what keeps everybody from writing to it, where that is told
record Statx(FileStatus status, long size, long allocatedBytes, int alignment, Guard guard) {
  // linux/fcntl.h
  private static final int AT_FDCWD = -100;
  private static final int AT_EMPTY_PATH = 0x1000;

  // linux/stat.h
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int STATX_DIOALIGN = 0x2000;
  private static final long STATX_ATTR_IMMUTABLE = 0x10;
  private static final long STATX_ATTR_APPEND = 0x20;
  private static final int S_IFMT = 0170000;
  private static final int S_IFBLK = 0060000;
  private static final int S_IFREG = 0100000;
  private static final int S_IFDIR = 0040000;

  // Offsets in struct statx, linux/stat.h
  private static final long STX_MASK = 0;
  private static final long STX_ATTRIBUTES = 8;
  private static final long STX_MODE = 28;
  private static final long STX_INO = 32;
  private static final long STX_SIZE = 40;
  private static final long STX_BLOCKS = 48;
  private static final long STX_RDEV_MAJOR = 128;
  private static final long STX_RDEV_MINOR = 132;
  private static final long STX_DEV_MAJOR = 136;
  private static final long STX_DEV_MINOR = 140;
  private static final long STX_DIO_MEM_ALIGN = 152;
  private static final long STX_DIO_OFFSET_ALIGN = 156;
  private static final long SIZE_OF_STATX = 256;
  // stx_blocks counts these, whatever the file system's own blocks are.
  private static final long BLOCK = 512;

  /// Of a path, a C string; symbolic links are followed.
  static Statx of(MemorySegment path) throws SystemFailure {
    return of(AT_FDCWD, path, 0);
  }

  /// Of an open file.
  static Statx of(int fd) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      return of(fd, arena.allocateFrom(""), AT_EMPTY_PATH);
    }
  }

  private static Statx of(int folder, MemorySegment path, int flags) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(SIZE_OF_STATX, Long.BYTES);
      LibC.statx(folder, path, flags, STATX_BASIC_STATS | STATX_DIOALIGN, result);
      boolean isAlignmentTold = (integer(result, STX_MASK) & STATX_DIOALIGN) != 0;
      return new Statx(
          status(result),
          number(result, STX_SIZE),
          number(result, STX_BLOCKS) * BLOCK,
          isAlignmentTold
              ? Math.max(integer(result, STX_DIO_MEM_ALIGN), integer(result, STX_DIO_OFFSET_ALIGN))
              : 0,
          guard(number(result, STX_ATTRIBUTES)));
    }
  }

  private static Guard guard(long attributes) {
    if ((attributes & STATX_ATTR_IMMUTABLE) != 0) {
      return Guard.IMMUTABLE;
    }
    return (attributes & STATX_ATTR_APPEND) != 0 ? Guard.APPEND_ONLY : Guard.NONE;
  }

  private static FileStatus status(MemorySegment result) {
    FileKind kind =
        switch (result.get(ValueLayout.JAVA_SHORT, STX_MODE) & S_IFMT) {
          case S_IFBLK -> FileKind.BLOCK_DEVICE;
          case S_IFREG -> FileKind.REGULAR_FILE;
          case S_IFDIR -> FileKind.DIRECTORY;
          default -> FileKind.OTHER;
        };
    return kind == FileKind.BLOCK_DEVICE
        ? new FileStatus(kind, integer(result, STX_RDEV_MAJOR), integer(result, STX_RDEV_MINOR), 0)
        : new FileStatus(
            kind,
            integer(result, STX_DEV_MAJOR),
            integer(result, STX_DEV_MINOR),
            number(result, STX_INO));
  }

  private static int integer(MemorySegment result, long at) {
    return result.get(ValueLayout.JAVA_INT, at);
  }

  private static long number(MemorySegment result, long at) {
    return result.get(ValueLayout.JAVA_LONG, at);
  }
}
