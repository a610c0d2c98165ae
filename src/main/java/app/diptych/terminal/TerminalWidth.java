package app.diptych.terminal;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import app.diptych.foreign.CFunctions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;

/// How wide a terminal is.
public final class TerminalWidth {
  // asm-generic/ioctls.h, which all machines with packages of ours share
  private static final long TIOCGWINSZ = 0x5413;
  // struct winsize, asm-generic/termios.h: rows, columns, and two of pixels
  private static final long WINSIZE_BYTES = 4 * JAVA_SHORT.byteSize();
  private static final long COLUMNS = JAVA_SHORT.byteSize();

  private TerminalWidth() {}

  /// The columns of the terminal on a descriptor, at this moment; empty where it is none, has no
  /// width, or this is not Linux.
  public static OptionalInt columns(int descriptor) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return OptionalInt.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(WINSIZE_BYTES, JAVA_SHORT.byteAlignment());
      if (ioctl(descriptor, size) != 0) {
        return OptionalInt.empty();
      }
      int columns = Short.toUnsignedInt(size.get(JAVA_SHORT, COLUMNS));
      return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
    }
  }

  // int ioctl(int fd, unsigned long request, ...), sys/ioctl.h
  private static int ioctl(int descriptor, MemorySegment size) {
    MemorySegment ioctl = CFunctions.named("ioctl");
    return CFunctions.callInt(ioctl, descriptor, TIOCGWINSZ, size.address(), 0, 0);
  }
}
