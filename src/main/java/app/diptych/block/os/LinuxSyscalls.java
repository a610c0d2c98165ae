package app.diptych.block.os;

import app.diptych.block.Durability;
import app.diptych.block.Region;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Linux, through its C library. Numbers are those of x86-64, aarch64, riscv64 and s390x.
final class LinuxSyscalls implements Syscalls {
  // asm-generic/fcntl.h
  private static final int O_RDONLY = 0;
  private static final int O_RDWR = 02;
  private static final int O_ACCMODE = 03;
  private static final int O_CREAT = 0100;
  private static final int O_EXCL = 0200;
  private static final int O_NONBLOCK = 04000;
  private static final int O_DSYNC = 010000;
  private static final int O_CLOEXEC = 02000000;
  private static final int F_GETFL = 3;
  // asm-generic/fcntl.h, and asm/fcntl.h of aarch64
  private static final boolean IS_ARM = "aarch64".equals(System.getProperty("os.arch"));
  private static final int O_DIRECT = IS_ARM ? 0200000 : 040000;
  private static final int O_NOFOLLOW = IS_ARM ? 0100000 : 0400000;

  // What a new file may be, before the umask takes its part: read and written by everybody.
  private static final int NEW_FILE_MODE = 0666;

  // sys/file.h
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;

  @Override
  public boolean supportsDisks() {
    return true;
  }

  @Override
  public Optional<FileStatus> status(Path path) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      return Optional.of(Statx.of(cString(path, arena)).status());
    } catch (SystemFailure e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Guard guard(Path path) throws SystemFailure {
    try (Arena arena = Arena.ofConfined()) {
      return Statx.of(cString(path, arena)).guard();
    }
  }

  @Override
  public OpenFile open(Path path, OpenMode mode) throws SystemFailure {
    OpenOptions options = mode.options();
    int flags = O_CLOEXEC;
    flags |= options.writable() ? O_RDWR : O_RDONLY;
    flags |= mode.isDirect() ? O_DIRECT : 0;
    flags |= mode.isDurable() ? O_DSYNC : 0;
    // Of a disk it means that nobody else holds it; of a file it means nothing without O_CREAT.
    flags |= options.isExclusive() && isDisk(path) ? O_EXCL : 0;
    int fd = open(path, flags);
    try {
      boolean isDisk = Statx.of(fd).status().kind() == FileKind.BLOCK_DEVICE;
      if (!isDisk && options.isExclusive()) {
        LibC.flock(fd, LOCK_EX | LOCK_NB);
      }
      ImageLocks.take(fd, options.sharing());
      return new LinuxFile(fd, isDisk);
    } catch (SystemFailure e) {
      LibC.close(fd);
      throw e;
    }
  }

  @Override
  public int flags(OpenOptions options) {
    int flags = O_CLOEXEC | O_NOFOLLOW;
    flags |= options.caching() == Caching.DIRECT ? O_DIRECT : 0;
    flags |= options.durability() == Durability.ON_WRITE ? O_DSYNC : 0;
    return flags | (options.isExclusive() ? O_EXCL : 0);
  }

  @Override
  public OpenFile adopt(int fd, OpenOptions options) throws SystemFailure {
    LinuxFile file = new LinuxFile(fd, true);
    try {
      // O_EXCL is not among what it tells: whoever opened it is trusted with that.
      int flags = LibC.fcntl(fd, F_GETFL);
      if (options.writable() && (flags & O_ACCMODE) != O_RDWR) {
        throw new SystemFailure(Errno.EACCES);
      }
      if (file.status().kind() != FileKind.BLOCK_DEVICE) {
        throw new SystemFailure("what was handed over is no block device");
      }
      ImageLocks.take(fd, options.sharing());
      return (flags & O_DIRECT) == 0 ? file : DirectFile.ofDisk(file);
    } catch (SystemFailure | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// Looks at what is open.
  @FunctionalInterface
  private interface Look<T> {
    T at(int fd, FileStatus status) throws SystemFailure;
  }

  // At what is of another kind nobody looks.
  private static <T> T look(Path path, FileKind kind, T otherwise, Look<T> look)
      throws SystemFailure {
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    try (LinuxFile file = new LinuxFile(fd, kind == FileKind.BLOCK_DEVICE)) {
      FileStatus status = file.status();
      return status.kind() == kind ? look.at(fd, status) : otherwise;
    }
  }

  @Override
  public List<ImageUser> users(Path path, Sharing sharing) throws SystemFailure {
    return look(
        path,
        FileKind.REGULAR_FILE,
        List.of(),
        (fd, status) -> ImageLocks.users(fd, status, sharing));
  }

  @Override
  public List<ImageUser> diskUsers(Path disk, Predicate<FileStatus> isOfDisk, Sharing sharing)
      throws SystemFailure {
    return look(
        disk,
        FileKind.BLOCK_DEVICE,
        List.of(),
        (fd, _) -> ImageLocks.diskUsers(fd, isOfDisk, sharing));
  }

  @Override
  public boolean hasUsers(Path path, Sharing sharing) throws SystemFailure {
    return look(path, FileKind.REGULAR_FILE, false, (fd, _) -> ImageLocks.hasUsers(fd, sharing));
  }

  @Override
  public OpenFile hold(Path path, List<Region> bytes, boolean isShared) throws SystemFailure {
    int fd = open(path, O_RDWR | O_CLOEXEC);
    try {
      FileLocks.take(fd, isShared, bytes);
      return new LinuxFile(fd, false);
    } catch (SystemFailure e) {
      LibC.close(fd);
      throw e;
    }
  }

  @Override
  public boolean isHeld(Path path, List<Region> bytes, boolean isShared) throws SystemFailure {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    try {
      return FileLocks.isInTheWay(fd, isShared, bytes);
    } finally {
      LibC.close(fd);
    }
  }

  @Override
  public boolean isTaken(Path disk) throws SystemFailure {
    try {
      LibC.close(open(disk, O_RDONLY | O_EXCL | O_NONBLOCK | O_CLOEXEC));
      return false;
    } catch (SystemFailure e) {
      if (e.errno() == Errno.EBUSY) {
        return true;
      }
      throw e;
    }
  }

  @Override
  public void create(Path path, long size) throws SystemFailure {
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC);
    try (LinuxFile file = new LinuxFile(fd, false)) {
      LibC.ftruncate(fd, size);
      file.sync();
      syncFolder(path.toAbsolutePath().getParent());
    } catch (SystemFailure e) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException x) {
        e.addSuppressed(x);
      }
      throw e;
    }
  }

  private boolean isDisk(Path path) throws SystemFailure {
    return status(path).map(s -> s.kind() == FileKind.BLOCK_DEVICE).orElse(false);
  }

  // A file is durable only once its name is.
  private static void syncFolder(@Nullable Path folder) throws SystemFailure {
    if (folder == null) {
      return;
    }
    int fd = open(folder, O_RDONLY | O_CLOEXEC);
    try {
      LibC.fsync(fd);
    } catch (SystemFailure e) {
      // Some network file systems know no such thing.
      if (!e.isUnsupported()) {
        throw e;
      }
    } finally {
      LibC.close(fd);
    }
  }

  private static int open(Path path, int flags) throws SystemFailure {
    return Attempt.of(() -> {
      try (Arena arena = Arena.ofConfined()) {
        return LibC.open(cString(path, arena), flags, NEW_FILE_MODE);
      }
    });
  }

  // The URI holds the name's very bytes, whatever the locale takes them for; a string does not.
  private static MemorySegment cString(Path path, Arena arena) {
    String uri = path.toUri().getRawPath();
    MemorySegment name = arena.allocate(uri.length() + 1L);
    int at = 0;
    for (int length = 0; at < uri.length(); length++) {
      boolean isEscaped = uri.charAt(at) == '%';
      int next = isEscaped ? HexFormat.fromHexDigits(uri, at + 1, at + 3) : uri.charAt(at);
      name.set(ValueLayout.JAVA_BYTE, length, (byte) next);
      at += isEscaped ? 3 : 1;
    }
    return name;
  }
}
