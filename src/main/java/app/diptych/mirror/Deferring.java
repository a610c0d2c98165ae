package app.diptych.mirror;

/// Decides whether a caller's write to a clean chunk goes to the primary alone, to be copied later.
///
/// It may while the copying is not over: always in background mode, else while the secondary is
/// much slower than the primary. The copier goes through the device pass by pass; when one leaves
/// more than half of the chunks dirty that it found, callers dirty faster than the copier cleans,
/// and from then on every write goes to both sides. So the passes together are not longer than
/// twice the first, and one more, in which nothing gets dirty, is the last.
///
/// Every method is called under the ledger's lock.
final class Deferring {
  // A write in so many goes to both sides all the same, to see whether the secondary is still slow.
  private static final int PROBE = 256;
  // Slow is who takes so many times the primary's time, and this much more. Devices of one kind
  // differ by less, also when the copier is at work on one of them.
  private static final int SLOW_FACTOR = 4;
  private static final double SLOW_NANOS = 500_000;
  // The last eight writes or so count.
  private static final double WEIGHT = 1.0 / 8;

  private final CopyMode mode;
  private final Worth worth = new Worth();
  private double primaryNanos;
  private double secondaryNanos;
  private int asked;
  private long backlog;
  private boolean isOver;

  /// For a copying that begins with so many dirty chunks.
  Deferring(CopyMode mode, long dirtyChunks) {
    this.mode = mode;
    this.backlog = dirtyChunks;
  }

  /// Whether the next write that asks is to go to the primary alone.
  boolean willDefer() {
    return !isOver
        && (mode == CopyMode.BACKGROUND || (isSecondarySlow() && (asked + 1) % PROBE != 0));
  }

  /// Whether the write that asks is to go to the primary alone.
  boolean defers() {
    if (isOver) {
      return false;
    }
    if (mode == CopyMode.BACKGROUND) {
      return true;
    }
    return isSecondarySlow() && ++asked % PROBE != 0;
  }

  /// Whether a caller's write takes the secondary much longer than the primary.
  boolean isSecondarySlow() {
    return secondaryNanos > SLOW_FACTOR * primaryNanos + SLOW_NANOS;
  }

  /// What callers' writes to the secondary take at last, on average; zero where none went there.
  double secondaryNanos() {
    return secondaryNanos;
  }

  /// The copier wrote so many bytes at once, in this time.
  void moved(long bytes, long nanos) {
    worth.moved(bytes, nanos, secondaryNanos);
  }

  /// How many bytes the secondary takes, as part of a large write, in the time that a small write
  /// of its own costs: not to be left out for less.
  long worthOfARequest() {
    return worth.bytes(secondaryNanos);
  }

  /// How many bytes to write at once while callers are at work. Those of a slow secondary do not
  /// wait for it, and it is to get on.
  long writeSize() {
    return isSecondarySlow() ? worthOfARequest() : worth.inNobodysWay(secondaryNanos);
  }

  /// A caller's write went to the primary alone, and took this time.
  void wroteOne(long nanos) {
    primaryNanos = average(primaryNanos, (double) nanos);
  }

  /// A caller's write went to both sides, and took these times.
  void wroteBoth(long primary, long secondary) {
    primaryNanos = average(primaryNanos, (double) primary);
    secondaryNanos = average(secondaryNanos, (double) secondary);
  }

  /// The average of the last ones, after one more.
  static double average(double before, double nanos) {
    return before == 0 ? nanos : before + WEIGHT * (nanos - before);
  }

  /// The copier has been through the whole device, and leaves so many chunks dirty.
  void passEnded(long dirtyChunks) {
    if (dirtyChunks > backlog / 2) {
      end();
    }
    backlog = dirtyChunks;
  }

  /// No write is deferred any more.
  void end() {
    isOver = true;
  }
}
