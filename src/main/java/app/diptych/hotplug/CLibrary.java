package app.diptych.hotplug;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The functions of Linux's C library that waiting for the kernel's word needs, under their C
/// names.
@SuppressWarnings("restricted")
final class CLibrary {
  // asm-generic/errno-base.h, asm-generic/errno.h
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int ENOBUFS = 105;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  // int socket(int domain, int type, int protocol), sys/socket.h
  private static final MethodHandle SOCKET =
      function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  // int bind(int fd, const struct sockaddr *, socklen_t), sys/socket.h
  private static final MethodHandle BIND =
      function("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  // ssize_t recv(int fd, void *, size_t, int flags), sys/socket.h
  private static final MethodHandle RECV =
      function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  // int open(const char *path, int flags, ...), fcntl.h
  private static final MethodHandle OPEN =
      function(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  // int eventfd(unsigned int count, int flags), sys/eventfd.h
  private static final MethodHandle EVENTFD =
      function("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  // int eventfd_write(int fd, uint64_t), sys/eventfd.h
  private static final MethodHandle EVENTFD_WRITE =
      function("eventfd_write", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
  // int poll(struct pollfd *, nfds_t, int milliseconds), poll.h
  private static final MethodHandle POLL =
      function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  // int close(int fd), unistd.h
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private CLibrary() {}

  /// A call that failed.
  static final class Failure extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    private Failure(String function, int errno) {
      super(function + ": errno " + errno);
      this.errno = errno;
    }

    /// Why.
    int errno() {
      return errno;
    }
  }

  /// `socket`
  static int socket(int domain, int type, int protocol) throws Failure {
    return (int) call("socket", s -> (int) SOCKET.invokeExact(s, domain, type, protocol));
  }

  /// `bind`
  static void bind(int fd, MemorySegment address) throws Failure {
    call("bind", s -> (int) BIND.invokeExact(s, fd, address, (int) address.byteSize()));
  }

  /// `recv`
  static int recv(int fd, MemorySegment buffer, int flags) throws Failure {
    return (int)
        call("recv", s -> (long) RECV.invokeExact(s, fd, buffer, buffer.byteSize(), flags));
  }

  /// `open` without a mode.
  static int open(MemorySegment path, int flags) throws Failure {
    return (int) call("open", s -> (int) OPEN.invokeExact(s, path, flags));
  }

  /// `eventfd`
  static int eventfd(int flags) throws Failure {
    return (int) call("eventfd", s -> (int) EVENTFD.invokeExact(s, 0, flags));
  }

  /// `eventfd_write`
  static void eventfdWrite(int fd) throws Failure {
    call("eventfd_write", s -> (int) EVENTFD_WRITE.invokeExact(s, fd, 1L));
  }

  /// `poll`
  ///
  /// @param set so many `struct pollfd`
  /// @param millis negative to wait without end
  static int poll(MemorySegment set, long count, int millis) throws Failure {
    return (int) call("poll", s -> (int) POLL.invokeExact(s, set, count, millis));
  }

  /// `close`
  static void close(int fd) throws Failure {
    call("close", s -> (int) CLOSE.invokeExact(s, fd));
  }

  @FunctionalInterface
  private interface Call {
    long with(MemorySegment state) throws Throwable;
  }

  private static long call(String name, Call call) throws Failure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = call.with(state);
      if (result < 0) {
        throw new Failure(name, (int) ERRNO.get(state, 0L));
      }
      return result;
    } catch (Failure | RuntimeException | Error e) {
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
