package app.diptych.mirror;

import java.util.concurrent.atomic.LongAdder;

/// Counts what callers ask of the primary, and how long it takes. Costs them next to nothing,
/// however many there are.
final class Foreground {
  private final LongAdder requests = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  /// A caller's request was answered by the primary within this time.
  void count(long latencyNanos) {
    requests.increment();
    nanos.add(latencyNanos);
  }

  /// How many requests were answered so far.
  long requests() {
    return requests.sum();
  }

  /// How long all of them took together.
  long nanos() {
    return nanos.sum();
  }
}
