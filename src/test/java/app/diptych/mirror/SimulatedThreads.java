package app.diptych.mirror;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/// Threads that run one at a time, in an order that a seed decides: virtual threads whose scheduler
/// is a list. A thread runs until it has to wait; then the next one is drawn.
final class SimulatedThreads {
  private final List<Runnable> ready = new ArrayList<>();
  private final SplittableRandom random;
  private final ThreadFactory factory;

  SimulatedThreads(SplittableRandom random) {
    this.random = random;
    this.factory = scheduledBy(ready::add);
  }

  /// Makes threads of this scheduler.
  ThreadFactory factory() {
    return factory;
  }

  /// Whether some thread can go on.
  boolean anyReady() {
    return !ready.isEmpty();
  }

  /// Lets one of the threads that can go on run until it waits or ends.
  void runOne() {
    ready.remove(random.nextInt(ready.size())).run();
  }

  // The JDK has such threads for its own tests and no public way to them.
  private static ThreadFactory scheduledBy(Executor scheduler) {
    try {
      Constructor<?> constructor =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      constructor.setAccessible(true);
      return ((Thread.Builder) constructor.newInstance(scheduler)).factory();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no virtual threads with a scheduler of one's own here", e);
    }
  }
}
