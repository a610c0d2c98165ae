package app.diptych.nbd.server;

import java.util.concurrent.atomic.AtomicLong;

/// Whether the worker that leads a connection is inside a request, and whether the lead may be
/// taken from it: a count that is odd while it is inside.
final class Turn {
  private final AtomicLong count = new AtomicLong();
  // Of the watcher alone.
  private long seen;

  /// The leader goes into a request; its own alone.
  ///
  /// @return what to leave with
  long enter() {
    return count.incrementAndGet();
  }

  /// The leader comes out of the request.
  ///
  /// @return false if the lead was taken from it meanwhile
  boolean leave(long entered) {
    return count.compareAndSet(entered, entered + 1);
  }

  /// Takes the lead from a leader that is inside the same request as it was when this was called
  /// the last time.
  ///
  /// @return whether it was taken, so that somebody else must lead
  boolean takeIfStuck() {
    long found = count.get();
    boolean isStuck = found == seen && isInside(found);
    seen = found;
    return isStuck && count.compareAndSet(found, found + 1);
  }

  /// The count: another one than before if anything happened meanwhile.
  long count() {
    return count.get();
  }

  private static boolean isInside(long count) {
    return (count & 1) != 0;
  }
}
