package app.diptych.hotplug;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls a listener whenever something may have changed among the disks and what is mounted, until
/// it is closed. A burst of changes, as one plugging-in is, counts as one as soon as it is over.
public final class HotPlug implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HotPlug.class);

  // What follows within this time is of the same plugging-in; what goes on and on is told all the
  // same after the second one.
  private static final int QUIET_MILLIS = 100;
  private static final long BURST_MILLIS = 500;
  private static final int FOREVER = -1;

  // linux/socket.h, linux/netlink.h; group 1 is the kernel's, 2 udev's (libudev)
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int NETLINK_KOBJECT_UEVENT = 15;
  private static final int GROUPS = 1 | 2;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int CLOEXEC = 0_2000000; // O_, SOCK_ and EFD_, asm-generic/fcntl.h

  // poll.h: struct pollfd { int fd; short events; short revents; }
  private static final long POLLFD = 8;
  private static final short POLLIN = 1;
  private static final short POLLPRI = 2;

  private static final int LARGEST_MESSAGE = 16 << 10;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(LARGEST_MESSAGE);
  private final List<Integer> descriptors = new ArrayList<>();
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final Runnable listener;
  private final MemorySegment set;
  private final Thread thread;
  private final int wake;
  private final int socket;

  /// What a wait ended with.
  private enum Word {
    CHANGE,
    NOTHING,
    SILENCE,
    END
  }

  private HotPlug(Runnable listener) throws IOException {
    this.listener = listener;
    try {
      wake = keep(CLibrary.eventfd(CLOEXEC));
      socket = keep(openSocket());
      open("/proc/self/mountinfo");
      open("/proc/swaps");
    } catch (IOException e) {
      release();
      throw e;
    }
    set = arena.allocate(POLLFD * descriptors.size(), POLLFD);
    for (int i = 0; i < descriptors.size(); i++) {
      int fd = descriptors.get(i);
      set.set(JAVA_INT, POLLFD * i, fd);
      set.set(JAVA_SHORT, POLLFD * i + 4, fd == wake || fd == socket ? POLLIN : POLLPRI);
    }
    thread = Thread.ofPlatform().daemon().name("hotplug").unstarted(this::watch);
  }

  /// Begins to listen; empty where the system tells nothing: it is no Linux, or a sandbox forbids
  /// it.
  ///
  /// @param listener called on a thread of this object's own; it must neither block nor throw
  public static Optional<HotPlug> start(Runnable listener) {
    if (!"Linux".equals(System.getProperty("os.name"))) {
      return Optional.empty();
    }
    try {
      var hotPlug = new HotPlug(listener);
      hotPlug.thread.start();
      return Optional.of(hotPlug);
    } catch (IOException e) {
      LOG.warn("Disks that come and go are not seen by themselves", e);
      return Optional.empty();
    }
  }

  /// Ends the listening and waits until the listener has returned; not to be called by it.
  @Override
  public void close() {
    if (!isClosed.compareAndSet(false, true)) {
      return;
    }
    try {
      CLibrary.eventfdWrite(wake);
      thread.join();
      release();
    } catch (IOException e) {
      LOG.warn("The listening for disks goes on", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The thread ends by itself; what it holds is leaked.
    }
  }

  private void watch() {
    try {
      Word word = Word.NOTHING;
      while (word != Word.END) {
        word = await(FOREVER);
        if (word == Word.CHANGE) {
          word = settle();
          listener.run();
        }
      }
    } catch (IOException e) {
      LOG.warn("Disks that come and go are not seen by themselves any more", e);
    }
  }

  private Word settle() throws IOException {
    long start = System.nanoTime();
    Word word = Word.CHANGE;
    while (word == Word.CHANGE || word == Word.NOTHING) {
      if (System.nanoTime() - start > BURST_MILLIS * 1_000_000) {
        break;
      }
      word = await(QUIET_MILLIS);
    }
    return word;
  }

  private Word await(int millis) throws IOException {
    try {
      if (CLibrary.poll(set, descriptors.size(), millis) == 0) {
        return Word.SILENCE;
      }
    } catch (CLibrary.Failure e) {
      if (e.errno() == CLibrary.EINTR) {
        return Word.NOTHING;
      }
      throw e;
    }
    Word word = Word.NOTHING;
    for (int i = 0; i < descriptors.size(); i++) {
      if (set.get(JAVA_SHORT, POLLFD * i + 6) != 0) {
        int fd = descriptors.get(i);
        if (fd == wake) {
          return Word.END;
        }
        if (fd != socket || concernsDisks()) {
          word = Word.CHANGE;
        }
      }
    }
    return word;
  }

  /// Takes all that has come in.
  private boolean concernsDisks() throws IOException {
    boolean concerns = false;
    while (true) {
      try {
        int length = CLibrary.recv(socket, buffer, MSG_DONTWAIT);
        concerns |= Uevent.concernsDisks(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
      } catch (CLibrary.Failure e) {
        switch (e.errno()) {
          case CLibrary.EAGAIN -> {
            return concerns;
          }
          case CLibrary.EINTR -> {}
          case CLibrary.ENOBUFS -> concerns = true; // More came than the socket holds.
          default -> throw e;
        }
      }
    }
  }

  private int openSocket() throws IOException {
    int fd = CLibrary.socket(AF_NETLINK, SOCK_RAW | CLOEXEC, NETLINK_KOBJECT_UEVENT);
    try {
      // struct sockaddr_nl { u16 family; u16 pad; u32 pid; u32 groups; }, linux/netlink.h
      MemorySegment address = arena.allocate(12, 4);
      address.set(JAVA_SHORT, 0, (short) AF_NETLINK);
      address.set(JAVA_INT, 8, GROUPS);
      CLibrary.bind(fd, address);
      return fd;
    } catch (CLibrary.Failure e) {
      CLibrary.close(fd);
      throw e;
    }
  }

  private void open(String path) throws IOException {
    keep(CLibrary.open(arena.allocateFrom(path), CLOEXEC));
  }

  private int keep(int fd) {
    descriptors.add(fd);
    return fd;
  }

  private void release() {
    for (int fd : descriptors) {
      try {
        CLibrary.close(fd);
      } catch (CLibrary.Failure e) {
        LOG.debug("A descriptor could not be closed", e);
      }
    }
    arena.close();
  }
}
