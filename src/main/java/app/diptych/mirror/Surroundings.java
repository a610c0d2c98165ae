package app.diptych.mirror;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/// What a mirror takes from the machine it runs on.
///
/// @param threads makes the threads of the copier, and those of callers' second halves
/// @param timing the clock
/// @param processors how many threads can run at once
record Surroundings(ThreadFactory threads, Timing timing, int processors) {

  /// Those of this machine.
  static Surroundings ofThisMachine() {
    AtomicInteger number = new AtomicInteger();
    return new Surroundings(
        task -> new Thread(task, "mirror-" + number.incrementAndGet()),
        Timing.SYSTEM,
        Runtime.getRuntime().availableProcessors());
  }
}
