package app.diptych.block.os;

import app.diptych.block.Region;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Which programs have a disk, or a part of it, open in a way that does not go with another use.
///
/// Whoever has it open for writing may write, whether he takes it for himself alone or not: QEMU
/// with the disk of a virtual machine does not, nor does dd. Who only reads is in the way where a
/// lock of his says so, as those of images do.
final class DiskUsers {
  // asm-generic/fcntl.h
  private static final int O_ACCMODE = 03;
  private static final int OCTAL = 8;

  // Who looks for a free loop device, or asks a disk what it is, opens it so for an instant, on a
  // busy machine for some; nobody is to be turned away for that.
  private static final int LOOKS = 8;
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Predicate<FileStatus> isOfDisk;
  private final List<Region> locks;

  private DiskUsers(Predicate<FileStatus> isOfDisk, List<Region> locks) {
    this.isOfDisk = isOfDisk;
    this.locks = locks;
  }

  /// Those that this user may look at, and who stay. Nothing is looked at but what has the name of
  /// a node, so that a file system that does not answer holds nobody up.
  ///
  /// @param isOfDisk tells what shares a byte with the disk
  /// @param locks the bytes whose locks are in the way
  static List<ImageUser> of(Predicate<FileStatus> isOfDisk, List<Region> locks) {
    var users = new DiskUsers(isOfDisk, locks);
    List<Processes.Open> found = Processes.open().stream().filter(users::isInTheWay).toList();
    for (int i = 0; i < LOOKS && !found.isEmpty(); i++) {
      LockSupport.parkNanos(BETWEEN_LOOKS);
      found = found.stream().filter(users::isInTheWay).toList();
    }
    return ImageUser.of(found.stream(), Processes.Open::program, DiskUsers::isForWriting);
  }

  private boolean isInTheWay(Processes.Open open) {
    return isNode(open) && isOf(open) && (isForWriting(open) || isLocked(open));
  }

  private static boolean isNode(Processes.Open open) {
    return open.name().filter(name -> name.startsWith("/dev")).isPresent();
  }

  // Its name may be another one here than there, as in a container: the number counts.
  private boolean isOf(Processes.Open open) {
    try {
      return Syscalls.ofThisSystem().status(open.link()).stream()
          .filter(status -> status.kind() == FileKind.BLOCK_DEVICE)
          .anyMatch(isOfDisk);
    } catch (SystemFailure _) {
      return false; // It has ended, or closed it.
    }
  }

  private static boolean isForWriting(Processes.Open open) {
    return open.facts().stream()
        .filter(line -> line.startsWith("flags:"))
        .map(line -> line.substring("flags:".length()).strip())
        .anyMatch(flags -> (Integer.parseUnsignedInt(flags, OCTAL) & O_ACCMODE) != 0);
  }

  private boolean isLocked(Processes.Open open) {
    return open.facts().stream()
        .flatMap(line -> LockLine.parse(line).stream())
        .anyMatch(lock -> locks.stream().anyMatch(lock.bytes()::overlaps));
  }
}
