package app.diptych.mirror;

/// A limit in bytes a second, kept over a tenth of a second. What is taken beyond it, because a
/// transfer is not divided, is waited for afterwards.
final class Ceiling {
  private static final long SECOND = 1_000_000_000;
  private static final long SAVED = SECOND / 10;

  private final long rate;
  // The moment at which all that was spent is paid for.
  private long paidAt = Long.MIN_VALUE;

  /// So many bytes a second; zero for no limit.
  Ceiling(long rate) {
    this.rate = rate;
  }

  /// Bytes of a tenth of a second.
  long tenth() {
    return rate == 0 ? Long.MAX_VALUE : rate / 10;
  }

  /// How many nanoseconds are to be waited.
  long delay(long now) {
    return rate == 0 || paidAt == Long.MIN_VALUE ? 0 : Math.max(0, paidAt - now);
  }

  /// So many bytes are used; less than none are given back.
  void spend(long bytes, long now) {
    if (rate > 0) {
      long from = paidAt == Long.MIN_VALUE ? now : Math.max(paidAt, now - SAVED);
      paidAt = from + (long) ((double) bytes * SECOND / rate);
    }
  }
}
