package app.diptych.block.os;

import java.util.function.LongSupplier;

/// Waits for what the system brings, awake at first: a thread that sleeps is woken later than many
/// a transfer takes. It looks again and again, letting everybody else on the processor go first,
/// and falls asleep after a while; where the last wait was longer than that, at once.
///
/// For one thread at a time.
final class Lookout {
  // A disk that is busy brings something more often than this. Shorter gains less, longer no more.
  private static final long AWAKE = 150_000;

  private final LongSupplier nanos;
  private boolean isQuick;

  /// One that measures time so.
  Lookout(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// Where things come from.
  @FunctionalInterface
  interface Source {
    /// Takes what has come; waits for so many things.
    long take(int least) throws SystemFailure;
  }

  /// Takes what has come, at least one thing; waits for it.
  // That others are let go first is for speed alone.
  @SuppressWarnings("ThreadPriorityCheck")
  long take(Source source) throws SystemFailure {
    long start = nanos.getAsLong();
    long count = 0;
    while (count == 0 && isQuick && nanos.getAsLong() - start < AWAKE) {
      Thread.yield();
      count = source.take(0);
    }
    if (count == 0) {
      count = source.take(1);
    }
    isQuick = nanos.getAsLong() - start < AWAKE;
    return count;
  }
}
