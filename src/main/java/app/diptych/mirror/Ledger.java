package app.diptych.mirror;

import app.diptych.block.Region;
import app.diptych.block.RegionLock;
import app.diptych.mirror.ChunkMap.Run;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;

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
/// Dirty again are only the grains that the write touches. Grains of a chunk that is not taken are
/// equal on both sides where they are not known to differ, as a clean chunk is.
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

  // Volatile: looked at without the lock, as a hint.
  private volatile long secondaryNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();

  // All of these guarded by lock.
  private final ChunkMap map;
  private final RegionLock regions = new RegionLock(lock);
  private final Standing standing;
  private final Deferring deferring;
  private final Pace pace;
  private final Timing timing;
  private final Copies copies;
  private final Agenda agenda;
  private final Barriers barriers;

  Ledger(ChunkMap map, Deferring deferring, Pace pace, MirrorOptions options, Teller teller) {
    this.map = map;
    this.deferring = deferring;
    this.pace = pace;
    this.timing = pace.timing();
    this.copies = new Copies(map, regions, deferring, pace);
    this.standing = new Standing(lock, teller);
    this.agenda = new Agenda(options, timing, map);
    this.barriers = new Barriers(map.size(), regions, standing);
  }

  /// Holds a region of at least one byte for a write; waits while others hold some of it.
  Write begin(Region region) {
    return locked(() -> begin(regions.hold(region)));
  }

  /// Holds a region for a write, if nobody else holds some of it.
  ///
  /// @param alsoToBoth whether the write may go to both sides
  /// @return empty where it would have to wait, or would go to both sides and may not
  Optional<Write> tryBegin(Region region, boolean alsoToBoth) {
    return locked(() -> {
      if (!alsoToBoth && anyMayStayClean(map.covering(region)) && !deferring.willDefer()) {
        return Optional.empty();
      }
      return regions.tryHold(region).map(this::begin);
    });
  }

  private Write begin(RegionLock.Hold hold) {
    Region region = hold.region();
    Run run = map.covering(region);
    map.setZero(run, false);
    boolean goesToBoth = anyMayStayClean(run) && !deferring.defers();
    for (int chunk = run.first(); chunk < run.end(); chunk++) {
      if (!goesToBoth || !mayStayClean(chunk)) {
        differs(chunk, region);
      }
    }
    return new Write(hold, goesToBoth);
  }

  private boolean anyMayStayClean(Run run) {
    return IntStream.range(run.first(), run.end()).anyMatch(this::mayStayClean);
  }

  /// Whether a write that goes to both sides leaves the chunk as clean as it is.
  private boolean mayStayClean(int chunk) {
    return copies.isClean(chunk) && !standing.hasEnded();
  }

  private void differs(int chunk, Region region) {
    boolean isFirst = !map.hasDirty();
    copies.differs(chunk, region);
    standing.loseSync();
    if (isFirst) {
      work.signalAll();
    }
  }

  /// Lets the region go.
  ///
  /// @param outcome what became of the write
  void finish(Write write, Pair.Outcome outcome) {
    lock.lock();
    try {
      if (write.goesToBoth && !outcome.isEqual()) {
        Region region = write.hold.region();
        Run run = map.covering(region);
        for (int chunk = run.first(); chunk < run.end(); chunk++) {
          differs(chunk, region);
        }
      } else if (write.goesToBoth) {
        deferring.wroteBoth(outcome.primaryNanos(), outcome.secondaryNanos());
        secondaryNanos = (long) deferring.secondaryNanos();
      } else if (outcome.isEqual()) {
        deferring.wroteOne(outcome.primaryNanos());
      }
      regions.release(write.hold);
    } finally {
      lock.unlock();
    }
  }

  /// What to do next; waits until there is something.
  ///
  /// @param longest bytes that a run from this offset may have
  Task next(LongUnaryOperator longest) {
    lock.lock();
    try {
      while (!standing.hasEnded()) {
        Optional<Task> task = seek(longest);
        if (task.isPresent()) {
          return task.get();
        }
      }
      return new Task.Stop();
    } finally {
      lock.unlock();
    }
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
    if (!agenda.isWiping() && agenda.mayCopy(map, copies)) {
      return takeInTime(longest).map(Task.Copy::new);
    }
    if (!agenda.isWiping() && isFlushNext()) {
      boolean isLast = !map.hasDirty();
      agenda.beginFlush(isLast, map.cleanBytes());
      if (isLast) {
        deferring.end();
        standing.beginFlush();
      }
      return Optional.of(new Task.Flush());
    }
    timing.await(lock, work, Timing.UNTIL_SIGNAL);
    return Optional.empty();
  }

  private boolean isFlushNext() {
    return copies.isEmpty() && !agenda.isFlushing() && !standing.isInSync();
  }

  /// Takes chunks, or else waits for a while until it is time to.
  private Optional<Taken> takeInTime(LongUnaryOperator longest) {
    long delay = pace.delay(copies.bytes());
    if (delay > 0) {
      timing.await(lock, work, Math.min(delay, agenda.untilFlush(map.cleanBytes())));
      return Optional.empty();
    }
    Taken taken = copies.take(agenda.first(map, copies), longest);
    if (standing.hasEnded()) {
      copies.giveBack(taken, false);
      return Optional.empty();
    }
    return Optional.of(taken);
  }

  /// Nothing is to be copied until [#resume].
  void pause() {
    locked(() -> pace.rest(true));
  }

  /// All is to be copied that is not.
  void resume() {
    locked(() -> {
      pace.rest(false);
      work.signalAll();
    });
  }

  /// Bytes of a chunk.
  long chunkSize() {
    return map.chunkSize();
  }

  /// The bytes that the copier has taken.
  Region region(Taken taken) {
    return locked(() -> copies.region(taken));
  }

  /// The grains that are to be copied, as [Copies#pieces] puts them together.
  List<Region> pieces(Taken taken, long most) {
    return locked(() -> copies.pieces(taken, most));
  }

  /// Gives back all taken chunks behind the first `length` bytes, as [Copies#shorten] does.
  Region shorten(Taken taken, long length) {
    return locked(() -> {
      work.signalAll();
      return copies.shorten(taken, length);
    });
  }

  /// So much was read and written, the latter in this time.
  void moved(long bytes, long writeNanos) {
    locked(() -> {
      pace.spend(bytes);
      deferring.moved(bytes, writeNanos);
      pace.transferAtLeast(deferring.isSecondarySlow() ? deferring.worthOfARequest() : 0);
    });
  }

  /// The chunks that were taken are zeros, on both sides.
  void zeroed(Taken taken) {
    locked(() -> map.setZero(taken.run(), true));
  }

  /// Gives back chunks that were copied: what was not overtaken is clean.
  void copied(Taken taken) {
    locked(() -> {
      agenda.copied(taken.run().first());
      copies.giveBack(taken, true);
      standing.copied(progress());
      work.signalAll();
    });
  }

  /// Gives back chunks of which the copy failed.
  void putBack(Taken taken) {
    locked(() -> {
      copies.giveBack(taken, false);
      work.signalAll();
    });
  }

  /// Tells that the ends of the secondary are wiped.
  void wiped() {
    locked(() -> {
      agenda.wiped();
      work.signalAll();
    });
  }

  /// Tells that a flush of the secondary has returned: in sync, if it was the last one, unless
  /// something became dirty meanwhile.
  void flushed() {
    locked(() -> {
      boolean wasLast = agenda.isLastFlush();
      boolean isFresh = agenda.endFlush();
      if (wasLast && isFresh && !standing.hasEnded() && !map.hasDirty() && copies.isEmpty()) {
        standing.reachSync();
      } else {
        standing.copied(progress());
        work.signalAll();
      }
    });
  }

  /// Those of some parts in which nothing differs, is on its way or is being written.
  ///
  /// @param region the bytes of a part
  BitSet settled(BitSet parts, IntFunction<Region> region) {
    return locked(() -> {
      BitSet settled = new BitSet();
      parts.stream().filter(p -> copies.isSettled(region.apply(p))).forEach(settled::set);
      return settled;
    });
  }

  /// What callers' writes to the secondary take at last, on average.
  long secondaryNanos() {
    return secondaryNanos;
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

  /// As [Barriers#beginFlush] says.
  Optional<RegionLock.Hold> beginFlush() {
    return locked(() -> barriers.beginFlush(agenda::isLastFlush));
  }

  /// The flush has returned.
  void endFlush(RegionLock.Hold hold) {
    locked(() -> regions.release(hold));
  }

  /// Keeps writes and flushes out, as [Barriers#beginDetaching] does.
  Optional<RegionLock.Hold> beginDetaching() {
    return locked(barriers::beginDetaching);
  }

  /// As [Barriers#endDetaching] says.
  boolean endDetaching(RegionLock.Hold hold, boolean isDurable) {
    return locked(() -> {
      boolean detaches = barriers.endDetaching(hold, isDurable);
      if (detaches) {
        work.signalAll();
      }
      return detaches;
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
    return locked(() -> new Progress(agenda.done(map.cleanBytes()), map.size()));
  }

  /// The whole device in at most so many tiles.
  List<Tile> tiles(int most) {
    return locked(() -> copies.tiles(most));
  }

  /// Regions that are equal on both sides. For tests.
  List<Region> settled() {
    return locked(copies::settled);
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
}
