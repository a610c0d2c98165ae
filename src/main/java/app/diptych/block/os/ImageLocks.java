package app.diptych.block.os;

import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The locks on an image file by which QEMU's programs, and this one, tell each other what they do
/// with it (block/file-posix.c of QEMU, since 2.10).
///
/// There is one byte for each right that somebody has, from [#HAS] on, and one for each that he
/// grants nobody else, from [#KEEPS] on: consistent reads, writes, writes that change nothing,
/// another size. Each is locked as by a reader, so that many can do it, and belongs to the open
/// file, not to the process: it is gone as soon as that is closed. Two who begin at one moment may
/// both be turned away, but never both go on.
final class ImageLocks {
  private static final Logger LOG = LoggerFactory.getLogger(ImageLocks.class);

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

  private static final long HAS = 100;
  private static final long KEEPS = 200;
  private static final int READING = 0;
  private static final int WRITING = 1;
  private static final int RESIZING = 3;

  private static final List<Region> OF_WRITERS = List.of(has(WRITING), has(RESIZING));

  private ImageLocks() {}

  private static Region has(int right) {
    return new Region(HAS + right, 1);
  }

  private static Region keeps(int right) {
    return new Region(KEEPS + right, 1);
  }

  /// Every byte of a meaning; the rights are numbered without a gap.
  private static Region all(long meaning) {
    return new Region(meaning, RESIZING + 1);
  }

  private static List<Region> own(Sharing sharing) {
    return switch (sharing) {
      case EVERYBODY -> List.of();
      case READERS -> List.of(has(READING), keeps(WRITING), keeps(RESIZING));
      case NOBODY -> List.of(new Region(HAS, WRITING + 1), all(KEEPS));
    };
  }

  private static List<Region> against(Sharing sharing) {
    return switch (sharing) {
      case EVERYBODY -> List.of();
      case READERS -> List.of(has(WRITING), has(RESIZING), keeps(READING));
      case NOBODY -> List.of(all(HAS), new Region(KEEPS, WRITING + 1));
    };
  }

  /// Takes the locks of an open file, which go with it. Where its file system knows none, it goes
  /// on without.
  ///
  /// @throws SystemFailure `EAGAIN` where somebody else has one that does not go with them
  static void take(int fd, Sharing sharing) throws SystemFailure {
    if (sharing == Sharing.EVERYBODY) {
      return;
    }
    try {
      if (!Statfs.of(fd).isSmb()) {
        for (Region bytes : own(sharing)) {
          lock(fd, F_OFD_SETLK, F_RDLCK, bytes);
        }
      }
      if (isHeld(fd, against(sharing))) {
        throw new SystemFailure(Errno.EAGAIN);
      }
    } catch (SystemFailure e) {
      if (!isUnknown(e)) {
        // Some systems say that another one is in the way by EACCES.
        throw e.errno() == Errno.EACCES ? new SystemFailure(Errno.EAGAIN) : e;
      }
      LOG.info("others are not told of an image that is open: its file system has no locks", e);
    }
  }

  private static boolean isUnknown(SystemFailure e) {
    return e.isUnsupported() || e.errno() == Errno.ENOLCK;
  }

  /// Who has locks that do not go with such a use of an open file; nobody where its file system
  /// knows none.
  static List<ImageUser> users(int fd, FileStatus file, Sharing sharing) throws SystemFailure {
    if (!hasUsers(fd, sharing)) {
      return List.of();
    }
    boolean isWritten = isHeld(fd, OF_WRITERS);
    List<ImageUser> known = known(file, sharing);
    return known.isEmpty() ? List.of(new ImageUser(Optional.empty(), isWritten)) : known;
  }

  /// Whether anybody has such locks.
  static boolean hasUsers(int fd, Sharing sharing) throws SystemFailure {
    try {
      return isHeld(fd, against(sharing));
    } catch (SystemFailure e) {
      if (isUnknown(e)) {
        return false;
      }
      throw e;
    }
  }

  private static List<ImageUser> known(FileStatus file, Sharing sharing) {
    Map<String, Boolean> writing = new LinkedHashMap<>();
    LockOwners.of(file).stream()
        .filter(lock -> isAmong(against(sharing), lock.bytes()))
        .forEach(lock ->
            writing.merge(lock.program(), isAmong(OF_WRITERS, lock.bytes()), Boolean::logicalOr));
    return writing.entrySet().stream()
        .map(each -> new ImageUser(Optional.of(each.getKey()), each.getValue()))
        .toList();
  }

  private static boolean isAmong(List<Region> ranges, Region bytes) {
    return ranges.stream().anyMatch(bytes::overlaps);
  }

  private static boolean isHeld(int fd, List<Region> ranges) throws SystemFailure {
    for (Region bytes : ranges) {
      if (lock(fd, F_OFD_GETLK, F_WRLCK, bytes) != F_UNLCK) {
        return true;
      }
    }
    return false;
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
