package app.diptych.mirror;

import app.diptych.block.Region;
import app.diptych.block.RegionLock;
import app.diptych.mirror.ChunkMap.Run;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Decides who may touch what: callers who write, and copiers. Knows no device and does no I/O; one
/// lock, held for bookkeeping only, makes each decision at a single moment.
///
/// The invariant: **a clean chunk in which no write is in flight is equal on both sides.** It holds
/// because
///
/// - a write holds its region against other writes and goes to both sides where a chunk of it is
///   clean; if either side fails, its chunks are dirty before the region is let go;
/// - a write that goes to the primary alone makes its clean chunks dirty first, and marks those
///   that are being copied as overtaken, which makes them dirty when the copier gives them back;
/// - a copier takes dirty chunks only, and none in which a write is in flight.
///
/// So a copier waits for writers and never a writer for a copier, save at restless chunks and where
/// nothing else is left to copy: those are copied while their region is held, so that the copying
/// ends whatever callers do.
final class Ledger {

  /// A caller's write, from [#begin] to [#finish].
  ///
  /// @param hold its region
  /// @param goesToBoth whether it goes to both sides, or to the primary alone
  record Write(RegionLock.Hold hold, boolean goesToBoth) {}

  /// Chunks that a copier has taken, until it gives them back by [#copied] or [#putBack].
  static final class Taken {
    // All guarded by the ledger's lock; only the copier itself changes the run.
    private Run run;
    private final RegionLock.@Nullable Hold hold;
    // Counted from the run's first chunk, which does not change.
    private final BitSet overtaken = new BitSet();

    private Taken(Run run, RegionLock.@Nullable Hold hold) {
      this.run = run;
      this.hold = hold;
    }

    private void overtake(int chunk) {
      overtaken.set(chunk - run.first());
    }

    private boolean isOvertaken(int chunk) {
      return overtaken.get(chunk - run.first());
    }
  }

  /// What a copier is to do next.
  sealed interface Task {
    /// Copy these chunks.
    record Copy(Taken taken) implements Task {}

    /// Flush the secondary, then tell by [Ledger#flushed].
    record Flush() implements Task {}

    /// End.
    record Stop() implements Task {}
  }

  private final CopyMode mode;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();

  // All of these guarded by lock.
  private final ChunkMap map;
  private final RegionLock regions = new RegionLock(lock);
  private final Standing standing;
  private final TreeMap<Integer, Taken> copying = new TreeMap<>();
  private boolean isFlushing;
  // Whether something was copied since the flush began, which it need not cover.
  private boolean flushIsStale;
  private boolean hasConverged;

  Ledger(ChunkMap map, CopyMode mode, Teller teller) {
    this.map = map;
    this.mode = mode;
    this.standing = new Standing(lock, teller);
  }

  // ---- callers who write

  /// Holds a region of at least one byte for a write; waits while others hold some of it.
  Write begin(Region region) {
    lock.lock();
    try {
      RegionLock.Hold hold = regions.hold(region);
      boolean goesToBoth = false;
      Run run = map.covering(region);
      for (int chunk = run.first(); chunk < run.end(); chunk++) {
        goesToBoth |= announceWrite(chunk);
      }
      return new Write(hold, goesToBoth);
    } finally {
      lock.unlock();
    }
  }

  /// Prepares a chunk for a write; whether the write must reach the secondary for the chunk to stay
  /// clean.
  private boolean announceWrite(int chunk) {
    Taken taken = takenAt(chunk);
    if (taken != null) {
      taken.overtake(chunk);
      return false;
    }
    if (map.isDirty(chunk)) {
      return false;
    }
    if (standing.hasEnded()) {
      differs(chunk);
      return false;
    }
    if (mode == CopyMode.BACKGROUND && !hasConverged && !map.isRestless(chunk)) {
      map.soil(chunk);
      work.signal();
      return false;
    }
    return true;
  }

  /// Lets the region go.
  ///
  /// @param isEqual whether all that the write was to do was done, so that clean chunks of it are
  ///   equal on both sides
  void finish(Write write, boolean isEqual) {
    lock.lock();
    try {
      if (write.goesToBoth && !isEqual) {
        Run run = map.covering(write.hold.region());
        for (int chunk = run.first(); chunk < run.end(); chunk++) {
          if (takenAt(chunk) == null && !map.isDirty(chunk)) {
            differs(chunk);
          }
        }
      }
      regions.release(write.hold);
    } finally {
      lock.unlock();
    }
  }

  private void differs(int chunk) {
    map.differs(chunk);
    standing.loseSync();
    work.signalAll();
  }

  // ---- copiers

  /// What to do next; waits until there is something.
  ///
  /// @param longest bytes that a run from this offset may have
  Task next(LongUnaryOperator longest) {
    lock.lock();
    try {
      while (!standing.hasEnded()) {
        if (map.hasDirty()) {
          Taken taken = take(longest);
          if (!standing.hasEnded()) {
            return new Task.Copy(taken);
          }
          giveBack(taken, map::putBack);
        } else if (copying.isEmpty() && !isFlushing && !standing.isInSync()) {
          isFlushing = true;
          flushIsStale = false;
          hasConverged = true;
          standing.beginFlush();
          return new Task.Flush();
        } else {
          work.awaitUninterruptibly();
        }
      }
      return new Task.Stop();
    } finally {
      lock.unlock();
    }
  }

  private Taken take(LongUnaryOperator longest) {
    int from = map.cursor();
    int chunk = findFree(from, map.count()).or(() -> findFree(0, from)).orElse(-1);
    boolean isBusy = chunk < 0;
    if (isBusy) {
      chunk = map.nextDirty(0);
    }
    if (isBusy || map.isRestless(chunk)) {
      return takeHeld(new Run(chunk, chunk + 1));
    }
    long most = Math.max(1, longest.applyAsLong(chunk * map.chunkSize()) / map.chunkSize());
    int end = chunk + 1;
    while (end - chunk < most && isFree(end) && !map.isRestless(end)) {
      end++;
    }
    return enter(new Taken(new Run(chunk, end), null));
  }

  private Optional<Integer> findFree(int from, int limit) {
    for (int c = map.nextDirty(from); c >= 0 && c < limit; c = map.nextDirty(c + 1)) {
      if (isFree(c)) {
        return Optional.of(c);
      }
    }
    return Optional.empty();
  }

  private boolean isFree(int chunk) {
    return map.isDirty(chunk) && !regions.isHeld(map.region(new Run(chunk, chunk + 1)));
  }

  private Taken takeHeld(Run run) {
    // Entered before it is held, so that no other copier takes the chunk. Who writes there until it
    // is held has finished by then, and has overtaken nothing.
    RegionLock.Hold hold = regions.ask(map.region(run));
    Taken taken = enter(new Taken(run, hold));
    regions.await(hold);
    taken.overtaken.clear();
    return taken;
  }

  private Taken enter(Taken taken) {
    map.take(taken.run);
    flushIsStale = true;
    copying.put(taken.run.first(), taken);
    return taken;
  }

  /// Bytes of a chunk.
  long chunkSize() {
    return map.chunkSize();
  }

  /// The bytes that the copier has taken.
  Region region(Taken taken) {
    return locked(() -> map.region(taken.run));
  }

  /// Gives back all taken chunks behind the first `length` bytes, rounded up to whole chunks.
  ///
  /// @return the bytes that are still taken
  Region shorten(Taken taken, long length) {
    lock.lock();
    try {
      Run run = taken.run;
      int keep =
          Math.toIntExact(Math.clamp(Math.ceilDiv(length, map.chunkSize()), 1, run.length()));
      taken.run = new Run(run.first(), run.first() + keep);
      if (keep < run.length()) {
        Run rest = new Run(taken.run.end(), run.end());
        map.putBack(rest);
        work.signalAll();
      }
      return map.region(taken.run);
    } finally {
      lock.unlock();
    }
  }

  /// Gives back chunks that were copied: those that were not overtaken are clean.
  void copied(Taken taken) {
    locked(() -> {
      giveBack(
          taken,
          run -> {
            for (int chunk = run.first(); chunk < run.end(); chunk++) {
              if (taken.isOvertaken(chunk)) {
                map.overtaken(chunk);
              } else {
                map.copied(chunk);
              }
            }
          });
      standing.copied(progress());
    });
  }

  /// Gives back chunks of which the copy failed.
  void putBack(Taken taken) {
    locked(() -> {
      giveBack(taken, map::putBack);
    });
  }

  private void giveBack(Taken taken, Consumer<Run> mark) {
    copying.remove(taken.run.first());
    mark.accept(taken.run);
    if (taken.hold != null) {
      regions.release(taken.hold);
    }
    work.signalAll();
  }

  /// Tells that the flush of the secondary has returned: in sync, unless something became dirty
  /// meanwhile.
  void flushed() {
    lock.lock();
    try {
      isFlushing = false;
      if (standing.hasEnded() || flushIsStale || map.hasDirty() || !copying.isEmpty()) {
        work.signalAll();
        return;
      }
      standing.reachSync();
    } finally {
      lock.unlock();
    }
  }

  // ---- state

  /// Whether a caller's flush must reach the secondary as well: in sync, and from the last flush
  /// before it on, which need not cover what callers write meanwhile.
  boolean flushesBoth() {
    return locked(() -> !standing.hasEnded() && (standing.isInSync() || isFlushing));
  }

  /// Ends the mirror in failure, unless it has ended.
  void fail(MirrorState.Failed how) {
    locked(() -> {
      standing.fail(how);
      work.signalAll();
    });
  }

  /// Ends the mirror.
  void detach() {
    locked(() -> {
      standing.detach();
      work.signalAll();
    });
  }

  /// Where the mirror stands.
  MirrorState state() {
    return locked(() -> standing.state());
  }

  /// Waits until the mirror is no longer copying.
  MirrorState awaitEndOfCopying() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return standing.awaitEndOfCopying();
    } finally {
      lock.unlock();
    }
  }

  /// How far the copying is.
  Progress progress() {
    return locked(() -> new Progress(map.cleanBytes(), map.size()));
  }

  /// Regions that are clean and in which no write is in flight: equal on both sides. For tests.
  List<Region> settled() {
    return locked(() ->
        IntStream.range(0, map.count())
            .filter(c -> !map.isDirty(c) && takenAt(c) == null)
            .mapToObj(c -> map.region(new Run(c, c + 1)))
            .filter(r -> !regions.isHeld(r))
            .toList());
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Taken takenAt(int chunk) {
    var entry = copying.floorEntry(chunk);
    return entry != null && chunk < entry.getValue().run.end() ? entry.getValue() : null;
  }
}
