package app.diptych.nbd.server;

import app.diptych.nbd.Command;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/// How long a device takes for each kind of command, on the average of the last ones. It tells
/// whether a request is better done at once, by whoever received it, or beside others. It also
/// tells whether the device is at work at all.
///
/// For any thread; what is lost when two tell at once does not matter.
final class Pace {
  // What it takes to hand over to another thread and to be woken again, and some more: a page
  // cache answers far below, a disk far above.
  private static final long SHORT_NANOS = 30_000;
  // Memory moves at least two bytes in a nanosecond.
  private static final int BYTES_PER_NANO = 2;
  // One that takes ages counts as one that takes long.
  private static final long LONGEST_NANOS = 16 * SHORT_NANOS;
  private static final int WEIGHT = 16;

  private final AtomicLongArray averages = new AtomicLongArray(Command.values().length);
  private final AtomicInteger underWay = new AtomicInteger();

  /// Whether a command is done so quickly that handing over takes longer.
  boolean isShort(Command command) {
    return averages.getOpaque(command.code()) < SHORT_NANOS;
  }

  /// Whether the device is at work on one.
  boolean isAtWork() {
    return underWay.get() > 0;
  }

  /// Tells that one begins, until it [#took] its time or was [#dropped].
  void begins() {
    underWay.incrementAndGet();
  }

  /// Tells that one was not begun after all.
  void dropped() {
    underWay.decrementAndGet();
  }

  /// Tells how long one took that moved so many bytes.
  void took(Command command, long nanos, long bytes) {
    underWay.decrementAndGet();
    long wait = Math.clamp(nanos - bytes / BYTES_PER_NANO, 0, LONGEST_NANOS);
    long average = averages.getOpaque(command.code());
    averages.setOpaque(command.code(), average + (wait - average) / WEIGHT);
  }
}
