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

  private final Attempt<Long> look;
  private final Attempt<Long> sleep;
  private final LongSupplier nanos;
  private boolean isQuick;

  /// One for what these take, who tell how many things have come.
  ///
  /// @param look takes what is there
  /// @param sleep waits until something is there
  Lookout(Attempt<Long> look, Attempt<Long> sleep, LongSupplier nanos) {
    this.look = look;
    this.sleep = sleep;
    this.nanos = nanos;
  }

  /// Waits for things.
  ///
  /// @return how many have come
  // That others are let go first is for speed alone.
  @SuppressWarnings("ThreadPriorityCheck")
  long await() throws SystemFailure {
    long start = nanos.getAsLong();
    long count = 0;
    while (count == 0 && isQuick && nanos.getAsLong() - start < AWAKE) {
      Thread.yield();
      count = Attempt.of(look);
    }
    if (count == 0) {
      count = Attempt.of(sleep);
    }
    isQuick = nanos.getAsLong() - start < AWAKE;
    return count;
  }
}
