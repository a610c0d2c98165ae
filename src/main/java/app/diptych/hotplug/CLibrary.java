package app.diptych.hotplug;

import app.diptych.foreign.CFunctions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The functions of Linux's C library that waiting for the kernel's word needs, under their C
/// names.
final class CLibrary {
  // asm-generic/errno-base.h, asm-generic/errno.h
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int ENOBUFS = 105;

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
    // int socket(int domain, int type, int protocol), sys/socket.h
    return call("socket", domain, type, protocol);
  }

  /// `bind`
  static void bind(int fd, MemorySegment address) throws Failure {
    // int bind(int fd, const struct sockaddr *, socklen_t), sys/socket.h
    call("bind", fd, address.address(), address.byteSize());
  }

  /// `recv`
  static int recv(int fd, MemorySegment buffer, int flags) throws Failure {
    // ssize_t recv(int fd, void *, size_t, int flags), sys/socket.h
    return call("recv", fd, buffer.address(), buffer.byteSize(), flags);
  }

  /// `open` without a mode.
  static int open(MemorySegment path, int flags) throws Failure {
    // int open(const char *path, int flags, ...), fcntl.h
    return call("open", path.address(), flags);
  }

  /// `eventfd`
  static int eventfd(int flags) throws Failure {
    // int eventfd(unsigned int count, int flags), sys/eventfd.h
    return call("eventfd", 0, flags);
  }

  /// `eventfd_write`
  static void eventfdWrite(int fd) throws Failure {
    // int eventfd_write(int fd, uint64_t), sys/eventfd.h
    call("eventfd_write", fd, 1);
  }

  /// `poll`
  ///
  /// @param set so many `struct pollfd`
  /// @param millis negative to wait without end
  static int poll(MemorySegment set, long count, int millis) throws Failure {
    // int poll(struct pollfd *, nfds_t, int milliseconds), poll.h
    return call("poll", set.address(), count, millis);
  }

  /// `close`
  static void close(int fd) throws Failure {
    // int close(int fd), unistd.h
    call("close", fd);
  }

  private static int call(String name, long... numbers) throws Failure {
    long[] all = Arrays.copyOf(numbers, 5);
    int result = CFunctions.callInt(CFunctions.named(name), all[0], all[1], all[2], all[3], all[4]);
    if (result < 0) {
      throw new Failure(name, -result);
    }
    return result;
  }
}
