package app.diptych.nbd.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The pieces of one large request, which are done in any order and on any thread.
final class Pieces {
  private final AtomicInteger left;
  private final AtomicReference<@Nullable Failing> failure = new AtomicReference<>();

  /// So many, none of which is done.
  Pieces(int count) {
    this.left = new AtomicInteger(count);
  }

  /// Counts one as done, whatever became of it.
  ///
  /// @return whether it was the last
  boolean finishOne() {
    return left.decrementAndGet() == 0;
  }

  /// Keeps the first failure.
  ///
  /// @return whether this was it
  boolean fail(Failing why) {
    return failure.compareAndSet(null, why);
  }

  /// The first failure, if there was one.
  @Nullable Failing failure() {
    return failure.get();
  }
}
