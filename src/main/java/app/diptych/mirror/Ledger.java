package app.diptych.mirror;

import app.diptych.block.Region;
import app.diptych.block.RegionLock;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

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
  // Tens of microseconds.
  private static final int PARTS_AT_ONCE = 1024;

  private final ReentrantLock lock = new ReentrantLock();

  // All of these guarded by lock.
  private final Books books;
  private final ChunkMap map;
  private final Copies copies;
  private final Standing standing;
  private final Work work;
  private final Writes writes;
  private final Barriers barriers;
  private final Comparisons comparisons;

  Ledger(ChunkMap map, Pace pace, MirrorOptions options, Teller teller) {
    this.books = Books.open(lock, map, pace, options, teller);
    this.map = map;
    this.copies = books.copies();
    this.standing = books.standing();
    this.work = new Work(lock, books);
    this.writes = new Writes(books, work::signal);
    this.barriers = new Barriers(map.size(), books.regions(), standing);
    this.comparisons = new Comparisons(books, work, writes);
  }

  /// Holds a region of at least one byte for a write; waits while others hold some of it.
  Writes.Write begin(Region region) {
    return locked(() -> writes.begin(region));
  }

  /// Holds a region for a write, if nobody else holds some of it.
  ///
  /// @param alsoToBoth whether the write may go to both sides
  /// @return empty where it would have to wait, or would go to both sides and may not
  Optional<Writes.Write> tryBegin(Region region, boolean alsoToBoth) {
    return locked(() -> writes.tryBegin(region, alsoToBoth));
  }

  /// Lets the region go.
  ///
  /// @param outcome what became of the write
  void finish(Writes.Write write, Pair.Outcome outcome) {
    locked(() -> writes.finish(write, outcome));
  }

  /// What callers' writes to the secondary take at last, on average.
  long secondaryNanos() {
    return writes.secondaryNanos();
  }

  /// What to do next; waits until there is something.
  ///
  /// @param longest bytes that a run from this offset may have
  Task next(LongUnaryOperator longest) {
    return locked(() -> work.next(longest));
  }

  /// Nothing is to be copied until [#resume].
  void pause() {
    locked(() -> books.pace().rest(true));
  }

  /// All is to be copied that is not.
  void resume() {
    locked(() -> {
      books.pace().rest(false);
      work.signal();
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
      work.signal();
      return copies.shorten(taken, length);
    });
  }

  /// So many bytes were read and written.
  void moved(long bytes) {
    locked(() -> work.moved(bytes));
  }

  /// One request of the copier's to that side had so many bytes, and took this time.
  void took(Side side, long bytes, long nanos) {
    locked(() -> work.took(side, bytes, nanos));
  }

  /// How many bytes a request to that side may have, as [Work#requestSize] says.
  long requestSize(Side side) {
    return locked(() -> work.requestSize(side));
  }

  /// The chunks that were taken are zeros, on both sides.
  void zeroed(Taken taken) {
    locked(() -> map.setZero(taken.run(), true));
  }

  /// Gives back chunks that were copied: what was not overtaken is clean.
  void copied(Taken taken) {
    locked(() -> work.copied(taken));
  }

  /// Gives back chunks of which the copy failed.
  void putBack(Taken taken) {
    locked(() -> work.putBack(taken));
  }

  /// Waits until they are wiped, as [Work#awaitWiped] does.
  boolean awaitWiped() {
    return locked(work::awaitWiped);
  }

  /// Tells that the ends of the secondary are wiped.
  void wiped() {
    locked(work::wiped);
  }

  /// Tells that a flush of the secondary has returned, or failed: in sync, if it was the last one,
  /// unless something became dirty meanwhile.
  void flushed(boolean isDone) {
    locked(() -> work.flushed(isDone));
  }

  /// Those of some parts in which nothing differs, is on its way or is being written, each at some
  /// moment: of a vast device they are too many to keep callers waiting for all.
  ///
  /// @param region the bytes of a part
  BitSet settled(BitSet parts, IntFunction<Region> region) {
    BitSet settled = new BitSet();
    for (int from = parts.nextSetBit(0); from >= 0; ) {
      int first = from;
      from =
          locked(() -> {
            int next = first;
            for (int n = 0; n < PARTS_AT_ONCE && next >= 0; n++) {
              settled.set(next, copies.isSettled(region.apply(next)));
              next = parts.nextSetBit(next + 1);
            }
            return next;
          });
    }
    return settled;
  }

  /// Ends the mirror in failure, unless it has ended.
  void fail(MirrorState.Failed how) {
    locked(() -> {
      standing.fail(how);
      work.signal();
    });
  }

  /// Ends the mirror.
  void detach() {
    locked(() -> {
      standing.detach();
      work.signal();
    });
  }

  /// As [Barriers#beginFlush] says.
  Optional<RegionLock.Hold> beginFlush() {
    return locked(() -> barriers.beginFlush(books.agenda()::isLastFlush));
  }

  /// The flush has returned.
  void endFlush(RegionLock.Hold hold) {
    locked(() -> books.regions().release(hold));
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
        work.signal();
      }
      return detaches;
    });
  }

  /// Holds a region to compare it, as [Comparisons#begin] does.
  Optional<RegionLock.Hold> beginComparing(Region region) {
    return locked(() -> comparisons.begin(region));
  }

  /// Whether both sides must be equal in a region that is held.
  boolean isSettled(Region region) {
    return locked(() -> comparisons.isSettled(region));
  }

  /// These were found to differ, and are to be copied again.
  void differ(List<Region> regions) {
    locked(() -> comparisons.differ(regions));
  }

  /// The region was compared, for which so many bytes were read of each side.
  void endComparing(RegionLock.Hold hold, long bytes) {
    locked(() -> comparisons.end(hold, bytes));
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
    return locked(books::progress);
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
