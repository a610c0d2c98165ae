package app.diptych.block.os;

import app.diptych.block.Region;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The locks on an image file, or the node of a disk, by which QEMU's programs, and this one, tell
/// each other what they do with it (block/file-posix.c of QEMU, since 2.10).
///
/// There is one byte for each right that somebody has, from [#HAS] on, and one for each that he
/// grants nobody else, from [#KEEPS] on: consistent reads, writes, writes that change nothing,
/// another size. Each is locked as by a reader, so that many can do it, and belongs to the open
/// file, not to the process: it is gone as soon as that is closed. Two who begin at one moment may
/// both be turned away, but never both go on.
final class ImageLocks {
  private static final Logger LOG = LoggerFactory.getLogger(ImageLocks.class);

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
        FileLocks.take(fd, true, own(sharing));
      }
      if (FileLocks.isInTheWay(fd, false, against(sharing))) {
        throw new SystemFailure(Errno.EAGAIN);
      }
    } catch (SystemFailure e) {
      if (!isUnknown(e)) {
        throw e;
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
    return hasUsers(fd, sharing) ? orUnseen(known(file, sharing), fd) : List.of();
  }

  private static List<ImageUser> orUnseen(List<ImageUser> known, int fd) throws SystemFailure {
    return known.isEmpty()
        ? List.of(new ImageUser(Optional.empty(), FileLocks.isInTheWay(fd, false, OF_WRITERS)))
        : known;
  }

  /// The same of a disk, and who has a part of it open for writing.
  ///
  /// @param isOfDisk tells what shares a byte with it
  static List<ImageUser> diskUsers(int fd, Predicate<FileStatus> isOfDisk, Sharing sharing)
      throws SystemFailure {
    List<ImageUser> known = DiskUsers.of(isOfDisk, against(sharing));
    return hasUsers(fd, sharing) ? orUnseen(known, fd) : known;
  }

  /// Whether anybody has such locks.
  static boolean hasUsers(int fd, Sharing sharing) throws SystemFailure {
    try {
      return FileLocks.isInTheWay(fd, false, against(sharing));
    } catch (SystemFailure e) {
      if (isUnknown(e)) {
        return false;
      }
      throw e;
    }
  }

  private static List<ImageUser> known(FileStatus file, Sharing sharing) {
    return ImageUser.of(
        LockOwners.of(file).stream().filter(lock -> isAmong(against(sharing), lock.bytes())),
        LockOwners.Owned::program,
        lock -> isAmong(OF_WRITERS, lock.bytes()));
  }

  private static boolean isAmong(List<Region> ranges, Region bytes) {
    return ranges.stream().anyMatch(bytes::overlaps);
  }
}
