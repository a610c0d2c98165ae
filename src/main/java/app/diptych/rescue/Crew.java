package app.diptych.rescue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Threads that do the same until nothing is left, while the one that waits for them tells what
/// they have reached.
final class Crew {
  // How late a listener may hear of progress.
  private static final Duration TELLING = Duration.ofMillis(100);

  private final Work work;
  private final AtomicReference<@Nullable Throwable> bug = new AtomicReference<>();
  private boolean wasInterrupted;

  private Crew(Work work) {
    this.work = work;
  }

  /// What a crew does.
  interface Work {
    /// What each thread does; returns when nothing is left.
    void step();

    /// Tells how far it is.
    void tell();

    /// Shall end soon.
    void end();
  }

  /// Lets so many threads work, and waits for them. Where the caller is interrupted the work shall
  /// end, which is waited for all the same, and the caller stays interrupted.
  ///
  /// @throws IllegalStateException if one of them met a bug
  static void run(int width, ThreadFactory factory, Work work) {
    var crew = new Crew(work);
    List<Thread> threads =
        IntStream.range(0, width).mapToObj(_ -> factory.newThread(crew::one)).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      while (!crew.hasEnded(thread)) {
        work.tell();
      }
    }
    work.tell();
    if (crew.wasInterrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable cause = crew.bug.get();
    if (cause != null) {
      throw new IllegalStateException("a rescue ended by a bug", cause);
    }
  }

  private void one() {
    try {
      work.step();
    } catch (Throwable e) {
      // The top of a thread: without it nobody would hear of a bug.
      bug.compareAndSet(null, e);
      work.end();
    }
  }

  private boolean hasEnded(Thread thread) {
    try {
      return thread.join(TELLING);
    } catch (InterruptedException _) {
      wasInterrupted = true;
      work.end();
      return false;
    }
  }
}
