package app.diptych.block.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What Linux's `fstatfs` tells of the file system that a file is on.
///
/// @param type its magic number
record Statfs(int type) {
  // linux/magic.h
  private static final int FUSE_SUPER_MAGIC = 0x65735546;
  private static final int SMB_SUPER_MAGIC = 0x517b;
  private static final int CIFS_SUPER_MAGIC = 0xff534d42;
  private static final int SMB2_SUPER_MAGIC = 0xfe534d42;

  // struct statfs, asm-generic/statfs.h: no larger, and the type first
  private static final long SIZE_OF_STATFS = 128;

  /// Of an open file.
  static Statfs of(int fd) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment statfs = arena.allocate(SIZE_OF_STATFS, Long.BYTES);
      LibC.fstatfs(fd, statfs);
      return new Statfs(statfs.get(ValueLayout.JAVA_INT, 0));
    }
  }

  /// Whether a program is the file system, or another machine through virtiofs.
  boolean isFuse() {
    return type == FUSE_SUPER_MAGIC;
  }

  /// Whether it is a share of Windows or Samba.
  boolean isSmb() {
    return switch (type) {
      case SMB_SUPER_MAGIC, CIFS_SUPER_MAGIC, SMB2_SUPER_MAGIC -> true;
      default -> false;
    };
  }
}
