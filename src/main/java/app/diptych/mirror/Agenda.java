package app.diptych.mirror;

import app.diptych.block.Region;
import app.diptych.mirror.ChunkMap.Run;
import java.util.List;

/// What copiers do beside copying, and in which order: first the ends of the secondary are wiped,
/// so that it does not look like a disk that it is no longer; from time to time what was copied is
/// made durable; then comes all but the head, then the head, without which the secondary does not
/// look like a finished copy; and at last it is flushed.
///
/// Every method is called under the ledger's lock.
final class Agenda {
  // So much of the time a flush may take while there is more to copy: a tenth.
  private static final long PAUSE_PER_FLUSH = 10;

  // The first flush comes so much sooner than the later ones, each pause being twice the one
  // before: who watches a short copy sees it getting on.
  private static final int SOONER = 8;

  // What partition tables and file systems are known by lies within so much of a disk's ends.
  private static final long END = 1 << 20;

  private final MirrorOptions options;
  private final Timing timing;
  private final List<Region> ends;
  private Wipe wipe;
  private boolean headWaits;
  private boolean isRestDurable;
  private boolean isFlushing;
  private boolean isLastFlush;
  // Whether something was copied since the flush began, which it need not cover.
  private boolean isStale;
  private long covered;
  private long durable;
  private long flushBegan;
  private long pause;
  private long nextFlush;

  private enum Wipe {
    DUE,
    UNDER_WAY,
    DONE
  }

  /// An agenda for a mirror of which that much is equal already.
  Agenda(MirrorOptions options, Timing timing, ChunkMap map) {
    this.options = options;
    this.timing = timing;
    this.durable = map.cleanBytes();
    this.headWaits = options.headLast() && map.isDirty(0);
    this.ends = headWaits ? ends(map) : List.of();
    this.wipe = headWaits ? Wipe.DUE : Wipe.DONE;
    this.pause = options.checkpoint().toNanos() / SOONER;
    this.nextFlush = timing.nanos() + pause;
  }

  private static List<Region> ends(ChunkMap map) {
    Region head = map.region(new Run(0, 1)).first(END);
    // The last chunk may be a few sectors.
    long from = map.size();
    for (int c = map.count() - 1; c >= 0 && map.isDirty(c) && from > map.size() - END; c--) {
      from = Math.max(map.size() - END, map.region(new Run(c, c + 1)).offset());
    }
    return from < map.size() ? List.of(head, Region.between(from, map.size())) : List.of(head);
  }

  /// What is wiped: only where nothing was equal at the beginning.
  List<Region> ends() {
    return ends;
  }

  /// Whether the ends are to be wiped now, which this call takes on.
  boolean takesWipe() {
    boolean isDue = wipe == Wipe.DUE;
    wipe = isDue ? Wipe.UNDER_WAY : wipe;
    return isDue;
  }

  /// They are.
  void wiped() {
    wipe = Wipe.DONE;
  }

  /// Whether nothing may be written to the secondary yet but that.
  boolean isWiping() {
    return wipe == Wipe.UNDER_WAY;
  }

  /// The first chunk that may be copied: the head only when it is all that is left.
  ///
  /// @return [ChunkMap#count] where nothing may be, for now
  int first(ChunkMap map, Copies copies) {
    if (!headWaits || map.hasDirty(1)) {
      return headWaits ? 1 : 0;
    }
    return isRestDurable && copies.isEmpty() ? 0 : map.count();
  }

  /// Whether something may be copied that differs.
  boolean mayCopy(ChunkMap map, Copies copies) {
    return map.hasDirty(first(map, copies));
  }

  /// Chunks were copied, from this one on.
  void copied(int first) {
    // Its writes may have come after the flush that is under way.
    isStale = true;
    isRestDurable = false;
    if (first == 0) {
      headWaits = false;
    }
  }

  /// Whether so much has been copied since the last flush, or so long ago, that it is time for one.
  boolean isFlushDue(long cleanBytes) {
    return untilFlush(cleanBytes) == 0;
  }

  /// How many nanoseconds must pass until it is, if nothing more is copied; zero where it is.
  long untilFlush(long cleanBytes) {
    boolean isWanted = !options.checkpoint().isZero() && !isFlushing && cleanBytes > durable;
    return isWanted ? Math.max(0, nextFlush - timing.nanos()) : Timing.UNTIL_SIGNAL;
  }

  /// Whether a flush is under way.
  boolean isFlushing() {
    return isFlushing;
  }

  /// Whether it is the one before both are in sync.
  boolean isLastFlush() {
    return isFlushing && isLastFlush;
  }

  /// Begins a flush.
  ///
  /// @param isLast whether nothing is left to be copied, not even the head
  void beginFlush(boolean isLast, long cleanBytes) {
    isFlushing = true;
    isLastFlush = isLast;
    isStale = false;
    covered = cleanBytes;
    flushBegan = timing.nanos();
  }

  /// The flush has returned, or failed.
  ///
  /// @return whether all is durable, as nothing was copied since it began
  boolean endFlush(boolean isDone) {
    long now = timing.nanos();
    isFlushing = false;
    if (isDone) {
      durable = covered;
    }
    isRestDurable = isDone && !isStale;
    pause = Math.min(2 * pause, options.checkpoint().toNanos());
    nextFlush = now + Math.max(pause, PAUSE_PER_FLUSH * (now - flushBegan));
    return isRestDurable;
  }

  /// How many of so many clean bytes count as done: those that are durable, where the secondary is
  /// flushed from time to time.
  long done(long cleanBytes) {
    return options.checkpoint().isZero() ? cleanBytes : Math.min(durable, cleanBytes);
  }
}
