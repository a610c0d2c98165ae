package app.diptych.block.os;

import app.diptych.foreign.CFunctions;
import java.lang.foreign.MemorySegment;

/// The functions of Linux's C library that files and disks need, under their C names, and nothing
/// about them but that a negative result is a [SystemFailure].
///
/// Types are those of machines with a long of 64 bits.
final class LibC {
  // int open(const char *path, int flags, ...), int fcntl(int fd, int cmd, ...), fcntl.h
  private static final MemorySegment OPEN = CFunctions.named("open");
  private static final MemorySegment FCNTL = CFunctions.named("fcntl");
  // int ioctl(int fd, unsigned long request, ...), sys/ioctl.h
  private static final MemorySegment IOCTL = CFunctions.named("ioctl");
  // int fstatfs(int fd, struct statfs *), sys/vfs.h
  private static final MemorySegment FSTATFS = CFunctions.named("fstatfs");
  // int statx(int dirfd, const char *path, int flags, unsigned mask, struct statx *), sys/stat.h
  private static final MemorySegment STATX = CFunctions.named("statx");
  // ssize_t pread(int fd, void *, size_t, off_t), ssize_t pwrite(…), unistd.h
  private static final MemorySegment PREAD = CFunctions.named("pread");
  private static final MemorySegment PWRITE = CFunctions.named("pwrite");
  // ssize_t preadv(int fd, const struct iovec *, int count, off_t), ssize_t pwritev(…), sys/uio.h
  private static final MemorySegment PREADV = CFunctions.named("preadv");
  private static final MemorySegment PWRITEV = CFunctions.named("pwritev");
  // int close(int), int fsync(int), int fdatasync(int), unistd.h
  private static final MemorySegment CLOSE = CFunctions.named("close");
  private static final MemorySegment FSYNC = CFunctions.named("fsync");
  private static final MemorySegment FDATASYNC = CFunctions.named("fdatasync");
  // int ftruncate(int fd, off_t), off_t lseek(int fd, off_t, int whence), unistd.h
  private static final MemorySegment FTRUNCATE = CFunctions.named("ftruncate");
  private static final MemorySegment LSEEK = CFunctions.named("lseek");
  // int flock(int fd, int operation), sys/file.h
  private static final MemorySegment FLOCK = CFunctions.named("flock");
  // int fallocate(int fd, int mode, off_t offset, off_t length), fcntl.h
  private static final MemorySegment FALLOCATE = CFunctions.named("fallocate");
  // int sync_file_range(int fd, off64_t offset, off64_t length, unsigned flags), fcntl.h
  private static final MemorySegment SYNC_FILE_RANGE = CFunctions.named("sync_file_range");
  // int posix_fadvise(int fd, off_t offset, off_t length, int advice), fcntl.h
  private static final MemorySegment POSIX_FADVISE = CFunctions.named("posix_fadvise");
  // long syscall(long number, ...), unistd.h: of these the C library has no functions of their own
  private static final MemorySegment SYSCALL = CFunctions.named("syscall");

  // asm/unistd_64.h of x86-64 and s390x, asm-generic/unistd.h
  private static final long IO_SETUP =
      switch (System.getProperty("os.arch")) {
        case "amd64" -> 206;
        case "s390x" -> 243;
        default -> 0;
      };
  private static final long IO_DESTROY = IO_SETUP + 1;
  private static final long IO_GETEVENTS = IO_SETUP + (IO_SETUP == 0 ? 4 : 2);
  private static final long IO_SUBMIT = IO_SETUP + (IO_SETUP == 0 ? 2 : 3);

  private LibC() {}

  /// `io_setup`
  static void ioSetup(int events, MemorySegment context) throws SystemFailure {
    syscall(IO_SETUP, events, context.address(), 0, 0);
  }

  /// `io_destroy`
  static void ioDestroy(long context) throws SystemFailure {
    syscall(IO_DESTROY, context, 0, 0, 0);
  }

  /// `io_submit` of so many pointers to `struct iocb`.
  static long ioSubmit(long context, long count, MemorySegment pointers) throws SystemFailure {
    return syscall(IO_SUBMIT, context, count, pointers.address(), 0);
  }

  /// `io_getevents` without a time limit.
  static long ioGetEvents(long context, long least, long most, MemorySegment events)
      throws SystemFailure {
    return syscall(IO_GETEVENTS, context, least, most, events.address());
  }

  private static long syscall(long number, long first, long second, long third, long fourth)
      throws SystemFailure {
    return successful(CFunctions.call(SYSCALL, number, first, second, third, fourth));
  }

  /// `open`
  static int open(MemorySegment path, int flags, int mode) throws SystemFailure {
    return callInt(OPEN, path.address(), flags, mode, 0, 0);
  }

  /// `fcntl` without an argument.
  static int fcntl(int fd, int command) throws SystemFailure {
    return callInt(FCNTL, fd, command, 0, 0, 0);
  }

  /// `fcntl` with a pointer.
  static void fcntl(int fd, int command, MemorySegment argument) throws SystemFailure {
    callInt(FCNTL, fd, command, argument.address(), 0, 0);
  }

  /// `fstatfs`
  static void fstatfs(int fd, MemorySegment result) throws SystemFailure {
    callInt(FSTATFS, fd, result.address(), 0, 0, 0);
  }

  /// `ioctl` with a pointer.
  static void ioctl(int fd, long request, MemorySegment argument) throws SystemFailure {
    callInt(IOCTL, fd, request, argument.address(), 0, 0);
  }

  /// `statx`
  static void statx(int folder, MemorySegment path, int flags, int mask, MemorySegment result)
      throws SystemFailure {
    callInt(STATX, folder, path.address(), flags, mask, result.address());
  }

  /// `pread`
  static long pread(int fd, MemorySegment buffer, long offset) throws SystemFailure {
    return callMemory(PREAD, fd, buffer, buffer.byteSize(), offset);
  }

  /// `pwrite`
  static long pwrite(int fd, MemorySegment buffer, long offset) throws SystemFailure {
    return callMemory(PWRITE, fd, buffer, buffer.byteSize(), offset);
  }

  /// `preadv`
  ///
  /// @param vector so many `struct iovec`
  static long preadv(int fd, MemorySegment vector, int count, long offset) throws SystemFailure {
    return callMemory(PREADV, fd, vector, count, offset);
  }

  /// `pwritev`, likewise.
  static long pwritev(int fd, MemorySegment vector, int count, long offset) throws SystemFailure {
    return callMemory(PWRITEV, fd, vector, count, offset);
  }

  /// `close`
  static void close(int fd) throws SystemFailure {
    callInt(CLOSE, fd, 0, 0, 0, 0);
  }

  /// `fsync`
  static void fsync(int fd) throws SystemFailure {
    callInt(FSYNC, fd, 0, 0, 0, 0);
  }

  /// `fdatasync`
  static void fdatasync(int fd) throws SystemFailure {
    callInt(FDATASYNC, fd, 0, 0, 0, 0);
  }

  /// `ftruncate`
  static void ftruncate(int fd, long size) throws SystemFailure {
    callInt(FTRUNCATE, fd, size, 0, 0, 0);
  }

  /// `lseek`
  static long lseek(int fd, long offset, int whence) throws SystemFailure {
    return successful(CFunctions.call(LSEEK, fd, offset, whence, 0, 0));
  }

  /// `flock`
  static void flock(int fd, int operation) throws SystemFailure {
    callInt(FLOCK, fd, operation, 0, 0, 0);
  }

  /// `fallocate`
  static void fallocate(int fd, int mode, long offset, long length) throws SystemFailure {
    callInt(FALLOCATE, fd, mode, offset, length, 0);
  }

  /// `sync_file_range`, from there to the end of the file.
  static void syncFileRange(int fd, long offset, int flags) throws SystemFailure {
    callInt(SYNC_FILE_RANGE, fd, offset, 0, flags, 0);
  }

  /// `posix_fadvise`, on the whole file. It returns its error instead of setting errno.
  static void posixFadvise(int fd, int advice) throws SystemFailure {
    int error = callInt(POSIX_FADVISE, fd, 0, 0, advice, 0);
    if (error != 0) {
      throw SystemFailure.of(error);
    }
  }

  private static int callInt(
      MemorySegment function, long one, long two, long three, long four, long five)
      throws SystemFailure {
    return (int) successful(CFunctions.callInt(function, one, two, three, four, five));
  }

  private static long callMemory(
      MemorySegment function, int fd, MemorySegment memory, long count, long offset)
      throws SystemFailure {
    return successful(CFunctions.callMemory(function, fd, memory, count, offset));
  }

  private static long successful(long result) throws SystemFailure {
    if (result < 0) {
      throw SystemFailure.of(Math.toIntExact(-result));
    }
    return result;
  }
}
