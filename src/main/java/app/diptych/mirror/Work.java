package app.diptych.mirror;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;

/// What copiers do next, and what has come of what they did.
///
/// Every method is called under the lock it was made with, which is let go while waiting.
final class Work {
  private final ReentrantLock lock;
  private final Condition more;
  private final Books books;
  private final ChunkMap map;
  private final Standing standing;
  private final Copies copies;
  private final Agenda agenda;

  Work(ReentrantLock lock, Books books) {
    this.lock = lock;
    this.more = lock.newCondition();
    this.books = books;
    this.map = books.map();
    this.standing = books.standing();
    this.copies = books.copies();
    this.agenda = books.agenda();
  }

  /// There may be more to do: whoever waits looks again.
  void signal() {
    more.signalAll();
  }

  /// As [Ledger#next] says.
  Task next(LongUnaryOperator longest) {
    while (!standing.hasEnded()) {
      Optional<Task> task = seek(longest);
      if (task.isPresent()) {
        return task.get();
      }
    }
    return new Task.Stop();
  }

  /// Something to do, or else nothing for now, after a wait.
  private Optional<Task> seek(LongUnaryOperator longest) {
    if (agenda.takesWipe()) {
      return Optional.of(new Task.Wipe(agenda.ends()));
    }
    if (!agenda.isWiping() && agenda.isFlushDue(map.cleanBytes())) {
      agenda.beginFlush(false, map.cleanBytes());
      return Optional.of(new Task.Flush());
    }
    // Also while the ends are being wiped: only writing has to wait for that.
    if (agenda.mayCopy(map, copies)) {
      return takeInTime(longest).map(Task.Copy::new);
    }
    if (!agenda.isWiping() && isFlushNext()) {
      boolean isLast = !map.hasDirty();
      agenda.beginFlush(isLast, map.cleanBytes());
      if (isLast) {
        books.deferring().end();
        standing.beginFlush();
      }
      return Optional.of(new Task.Flush());
    }
    await(Timing.UNTIL_SIGNAL);
    return Optional.empty();
  }

  private boolean isFlushNext() {
    return copies.isEmpty() && !agenda.isFlushing() && !standing.isInSync();
  }

  /// Takes chunks, or else waits for a while until it is time to.
  private Optional<Taken> takeInTime(LongUnaryOperator longest) {
    long delay = books.pace().delay(copies.bytes());
    if (delay > 0) {
      await(Math.min(delay, agenda.untilFlush(map.cleanBytes())));
      return Optional.empty();
    }
    Taken taken = copies.take(agenda.first(map, copies), longest);
    if (standing.hasEnded()) {
      copies.giveBack(taken, false);
      return Optional.empty();
    }
    // Not only when it was moved: else all copiers would begin together.
    books.pace().spend(promised(taken));
    return Optional.of(taken);
  }

  /// Bytes that may be moved of what was taken, which count until it is given back: what was moved
  /// of it counts by itself.
  private static long promised(Taken taken) {
    return taken.transfer();
  }

  private void giveBack(Taken taken, boolean isCopied) {
    books.pace().spend(-promised(taken));
    copies.giveBack(taken, isCopied);
  }

  /// Waits for a signal, for so long at most; whoever does looks again.
  void await(long nanos) {
    books.pace().timing().await(lock, more, nanos);
  }

  /// So many bytes were read and written.
  void moved(long bytes) {
    books.pace().spend(bytes);
  }

  /// One request of the copier's to that side had so many bytes, and took this time.
  void took(Side side, long bytes, long nanos) {
    Deferring deferring = books.deferring();
    Pace pace = books.pace();
    switch (side) {
      case PRIMARY -> pace.read(bytes, nanos);
      case SECONDARY -> {
        deferring.moved(bytes, nanos);
        pace.transferAtLeast(deferring.isSecondarySlow() ? deferring.worthOfARequest() : 0);
      }
    }
  }

  /// How many bytes a request to that side may have: while callers are at work they are in its way
  /// only for so long as one of theirs.
  long requestSize(Side side) {
    if (!books.pace().isGivingWay()) {
      return Long.MAX_VALUE;
    }
    return switch (side) {
      case PRIMARY -> books.pace().readSize();
      case SECONDARY -> books.deferring().writeSize();
    };
  }

  /// Gives back chunks that were copied: what was not overtaken is clean.
  void copied(Taken taken) {
    agenda.copied(taken.run().first());
    giveBack(taken, true);
    standing.copied(books.progress());
    signal();
  }

  /// Gives back chunks of which the copy failed.
  void putBack(Taken taken) {
    giveBack(taken, false);
    signal();
  }

  /// Waits until the ends of the secondary are wiped, before which nothing is written there.
  ///
  /// @return whether they are; not where the mirror has ended
  boolean awaitWiped() {
    while (agenda.isWiping() && !standing.hasEnded()) {
      await(Timing.UNTIL_SIGNAL);
    }
    return !standing.hasEnded();
  }

  /// The ends of the secondary are wiped.
  void wiped() {
    agenda.wiped();
    signal();
  }

  /// A flush of the secondary has returned, or failed: in sync, if it was the last one, unless
  /// something became dirty meanwhile.
  void flushed(boolean isDone) {
    boolean wasLast = agenda.isLastFlush();
    boolean isFresh = agenda.endFlush(isDone);
    if (wasLast && isFresh && !standing.hasEnded() && !map.hasDirty() && copies.isEmpty()) {
      standing.reachSync();
    } else {
      standing.copied(books.progress());
      signal();
    }
  }
}
