package app.diptych.block.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The functions of Linux's C library that files and disks need, under their C names, and nothing
/// about them but that a negative result is a [SystemFailure].
///
/// Types are those of machines with a long of 64 bits.
@SuppressWarnings("restricted")
final class LibC {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  // Where a thread's call leaves errno, which is looked at before its next one. Memory of its own
  // for each call would cost a cached read of 4 KiB a tenth of its time.
  private static final ThreadLocal<MemorySegment> STATES =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

  // int open(const char *path, int flags, ...), fcntl.h
  private static final MethodHandle OPEN =
      function(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  // int fcntl(int fd, int cmd, ...), fcntl.h
  private static final MethodHandle FCNTL =
      function(
          "fcntl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  // int ioctl(int fd, unsigned long request, ...), sys/ioctl.h
  private static final MethodHandle IOCTL =
      function(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));
  // int statx(int dirfd, const char *path, int flags, unsigned mask, struct statx *), sys/stat.h
  private static final MethodHandle STATX =
      function(
          "statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  // ssize_t pread(int fd, void *, size_t, off_t), ssize_t pwrite(…), unistd.h
  private static final FunctionDescriptor TRANSFER =
      FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle PREAD = function("pread", TRANSFER);
  private static final MethodHandle PWRITE = function("pwrite", TRANSFER);
  // ssize_t preadv(int fd, const struct iovec *, int count, off_t), ssize_t pwritev(…), sys/uio.h
  private static final FunctionDescriptor VECTOR =
      FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG);
  private static final MethodHandle PREADV = function("preadv", VECTOR);
  private static final MethodHandle PWRITEV = function("pwritev", VECTOR);
  // int close(int), int fsync(int), int fdatasync(int), unistd.h
  private static final FunctionDescriptor OF_ONE = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = function("close", OF_ONE);
  private static final MethodHandle FSYNC = function("fsync", OF_ONE);
  private static final MethodHandle FDATASYNC = function("fdatasync", OF_ONE);
  // int ftruncate(int fd, off_t), unistd.h
  private static final MethodHandle FTRUNCATE =
      function("ftruncate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
  // off_t lseek(int fd, off_t, int whence), unistd.h
  private static final MethodHandle LSEEK =
      function("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
  // int flock(int fd, int operation), sys/file.h
  private static final MethodHandle FLOCK =
      function("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  // int fallocate(int fd, int mode, off_t offset, off_t length), fcntl.h
  private static final MethodHandle FALLOCATE =
      function(
          "fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
  // int posix_fadvise(int fd, off_t offset, off_t length, int advice), fcntl.h
  private static final MethodHandle POSIX_FADVISE =
      function(
          "posix_fadvise",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));

  // long syscall(long number, ...), unistd.h: of these the C library has no functions of their own
  private static final MethodHandle SYSCALL =
      function(
          "syscall",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
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

  /// `io_getevents` of one event at least, without a time limit.
  static long ioGetEvents(long context, long most, MemorySegment events) throws SystemFailure {
    return syscall(IO_GETEVENTS, context, 1, most, events.address());
  }

  private static long syscall(long number, long one, long two, long three, long four)
      throws SystemFailure {
    return call(state -> (long) SYSCALL.invokeExact(state, number, one, two, three, four, 0L));
  }

  /// `open`
  static int open(MemorySegment path, int flags, int mode) throws SystemFailure {
    return (int) call(state -> (int) OPEN.invokeExact(state, path, flags, mode));
  }

  /// `fcntl` without an argument.
  static int fcntl(int fd, int command) throws SystemFailure {
    return (int) call(state -> (int) FCNTL.invokeExact(state, fd, command));
  }

  /// `ioctl` with a pointer.
  static void ioctl(int fd, long request, MemorySegment argument) throws SystemFailure {
    call(state -> (int) IOCTL.invokeExact(state, fd, request, argument));
  }

  /// `statx`
  static void statx(int folder, MemorySegment path, int flags, int mask, MemorySegment result)
      throws SystemFailure {
    call(state -> (int) STATX.invokeExact(state, folder, path, flags, mask, result));
  }

  /// `pread`
  static long pread(int fd, MemorySegment buffer, long offset) throws SystemFailure {
    return call(state -> (long) PREAD.invokeExact(state, fd, buffer, buffer.byteSize(), offset));
  }

  /// `pwrite`
  static long pwrite(int fd, MemorySegment buffer, long offset) throws SystemFailure {
    return call(state -> (long) PWRITE.invokeExact(state, fd, buffer, buffer.byteSize(), offset));
  }

  /// `preadv`
  ///
  /// @param vector so many `struct iovec`
  static long preadv(int fd, MemorySegment vector, int count, long offset) throws SystemFailure {
    return call(state -> (long) PREADV.invokeExact(state, fd, vector, count, offset));
  }

  /// `pwritev`, likewise.
  static long pwritev(int fd, MemorySegment vector, int count, long offset) throws SystemFailure {
    return call(state -> (long) PWRITEV.invokeExact(state, fd, vector, count, offset));
  }

  /// `close`
  static void close(int fd) throws SystemFailure {
    call(state -> (int) CLOSE.invokeExact(state, fd));
  }

  /// `fsync`
  static void fsync(int fd) throws SystemFailure {
    call(state -> (int) FSYNC.invokeExact(state, fd));
  }

  /// `fdatasync`
  static void fdatasync(int fd) throws SystemFailure {
    call(state -> (int) FDATASYNC.invokeExact(state, fd));
  }

  /// `ftruncate`
  static void ftruncate(int fd, long size) throws SystemFailure {
    call(state -> (int) FTRUNCATE.invokeExact(state, fd, size));
  }

  /// `lseek`
  static long lseek(int fd, long offset, int whence) throws SystemFailure {
    return call(state -> (long) LSEEK.invokeExact(state, fd, offset, whence));
  }

  /// `flock`
  static void flock(int fd, int operation) throws SystemFailure {
    call(state -> (int) FLOCK.invokeExact(state, fd, operation));
  }

  /// `fallocate`
  static void fallocate(int fd, int mode, long offset, long length) throws SystemFailure {
    call(state -> (int) FALLOCATE.invokeExact(state, fd, mode, offset, length));
  }

  /// `posix_fadvise`, on the whole file. It returns its error instead of setting errno.
  static void posixFadvise(int fd, int advice) throws SystemFailure {
    int error = (int) call(state -> (int) POSIX_FADVISE.invokeExact(state, fd, 0L, 0L, advice));
    if (error != 0) {
      throw SystemFailure.of(error);
    }
  }

  @FunctionalInterface
  private interface Call {
    long with(MemorySegment state) throws Throwable;
  }

  private static long call(Call call) throws SystemFailure {
    MemorySegment state = STATES.get();
    try {
      long result = call.with(state);
      if (result < 0) {
        throw SystemFailure.of((int) ERRNO.get(state, 0L));
      }
      return result;
    } catch (SystemFailure | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a C function threw", e);
    }
  }

  private static MethodHandle function(
      String name, FunctionDescriptor type, Linker.Option... options) {
    Linker.Option[] all = new Linker.Option[options.length + 1];
    System.arraycopy(options, 0, all, 0, options.length);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, all);
  }
}
