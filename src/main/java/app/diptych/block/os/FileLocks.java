package app.diptych.block.os;

import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Locks on bytes of a file, which need not be there, that belong to the open file and not to the
/// process (open file description locks, fcntl(2)): they are gone as soon as that is closed.
final class FileLocks {
  // asm-generic/fcntl.h
  private static final int F_OFD_GETLK = 36;
  private static final int F_OFD_SETLK = 37;
  private static final short F_RDLCK = 0;
  private static final short F_WRLCK = 1;
  private static final short F_UNLCK = 2;
  // struct flock of machines with a long of 64 bits, asm-generic/fcntl.h; all else in it is zero
  private static final long SIZE_OF_FLOCK = 32;
  private static final long L_TYPE = 0;
  private static final long L_START = 8;
  private static final long L_LEN = 16;

  private FileLocks() {}

  /// Locks bytes beside others who do it likewise, or else alone.
  ///
  /// @throws SystemFailure `EAGAIN` where somebody else has a lock that does not go with this one
  static void take(int fd, boolean isShared, List<Region> bytes) throws SystemFailure {
    try {
      for (Region each : bytes) {
        short _ = lock(fd, F_OFD_SETLK, type(isShared), each);
      }
    } catch (SystemFailure e) {
      // Some systems say that another one is in the way by EACCES.
      throw e.errno() == Errno.EACCES ? new SystemFailure(Errno.EAGAIN) : e;
    }
  }

  /// Whether somebody else has a lock that does not go with such ones.
  static boolean isInTheWay(int fd, boolean isShared, List<Region> bytes) throws SystemFailure {
    for (Region each : bytes) {
      if (lock(fd, F_OFD_GETLK, type(isShared), each) != F_UNLCK) {
        return true;
      }
    }
    return false;
  }

  private static short type(boolean isShared) {
    return isShared ? F_RDLCK : F_WRLCK;
  }

  /// Sets or asks for a lock.
  ///
  /// @return the kind of lock that the kernel leaves in its argument: asked for one, `F_UNLCK`
  ///   where nobody else is in the way
  private static short lock(int fd, int command, short type, Region bytes) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment flock = arena.allocate(SIZE_OF_FLOCK, Long.BYTES);
      flock.set(ValueLayout.JAVA_SHORT, L_TYPE, type);
      flock.set(ValueLayout.JAVA_LONG, L_START, bytes.offset());
      flock.set(ValueLayout.JAVA_LONG, L_LEN, bytes.length());
      LibC.fcntl(fd, command, flock);
      return flock.get(ValueLayout.JAVA_SHORT, L_TYPE);
    }
  }
}
