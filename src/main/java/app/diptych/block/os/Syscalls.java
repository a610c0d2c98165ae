package app.diptych.block.os;

import app.diptych.block.Region;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What is asked of an operating system; one class for each that is known.
///
/// Calls may end with `EINTR`; whoever calls repeats them ([Attempt]).
interface Syscalls {

  /// Those of the system that this runs on.
  static Syscalls ofThisSystem() {
    return "Linux".equals(System.getProperty("os.name"))
        ? new LinuxSyscalls()
        : new PortableSyscalls();
  }

  /// Whether raw disks can be opened, and not only images.
  boolean supportsDisks();

  /// What stands behind a path, empty where nothing does; symbolic links are followed.
  Optional<FileStatus> status(Path path) throws SystemFailure;

  /// What keeps everybody from writing to what is there.
  default Guard guard(Path path) throws SystemFailure {
    return Guard.NONE;
  }

  /// Opens what is there.
  OpenFile open(Path path, OpenMode mode) throws SystemFailure;

  /// The flags, beside those for reading and writing, with which somebody else opens a disk as it
  /// is wished, so that it can be adopted.
  default int flags(OpenOptions options) {
    throw new UnsupportedOperationException("raw disks need Linux");
  }

  /// Takes over the descriptor of a disk that somebody else opened; closes it if it fails.
  ///
  /// @throws SystemFailure also where it is none of a block device, or not for writing as is wished
  default OpenFile adopt(int fd, OpenOptions options) throws SystemFailure {
    throw new SystemFailure(Errno.EOPNOTSUPP);
  }

  /// Who is in the way of opening an image so.
  default List<ImageUser> users(Path path, Sharing sharing) throws SystemFailure {
    return List.of();
  }

  /// Who is in the way of opening a disk so, or has a part of it open for writing.
  ///
  /// @param isOfDisk tells what shares a byte with it
  default List<ImageUser> diskUsers(Path disk, Predicate<FileStatus> isOfDisk, Sharing sharing)
      throws SystemFailure {
    return List.of();
  }

  /// Whether anybody is in the way of an image's use, which is told at once: who it is, is found in
  /// all that is open here.
  default boolean hasUsers(Path path, Sharing sharing) throws SystemFailure {
    return false;
  }

  /// Opens a file and locks bytes of it, which need not be there: beside others who do it likewise,
  /// or else alone.
  ///
  /// @throws SystemFailure `EAGAIN` where somebody else has a lock that does not go with this one
  default OpenFile hold(Path path, List<Region> bytes, boolean isShared) throws SystemFailure {
    throw new SystemFailure(Errno.EOPNOTSUPP);
  }

  /// Whether somebody has such a lock.
  default boolean isHeld(Path path, List<Region> bytes, boolean isShared) throws SystemFailure {
    return false;
  }

  /// Whether somebody has taken a disk for himself alone.
  default boolean isTaken(Path disk) throws SystemFailure {
    return false;
  }

  /// Makes a sparse file of this size, in bytes, which must not exist yet. Leaves nothing behind if
  /// it fails.
  void create(Path path, long size) throws SystemFailure;
}
