package app.diptych.mirror;

import app.diptych.block.Region;
import app.diptych.block.RegionLock;
import app.diptych.mirror.ChunkMap.Run;
import java.util.Optional;

/// Callers' writes: which of them go to both sides, and what differs after them.
///
/// Every method is called under the ledger's lock, which is let go while waiting for a region.
final class Writes {

  /// A caller's write, from [#begin] to [#finish].
  ///
  /// @param hold its region
  /// @param goesToBoth whether it goes to both sides, or to the primary alone
  record Write(RegionLock.Hold hold, boolean goesToBoth) {}

  private final ChunkMap map;
  private final RegionLock regions;
  private final Copies copies;
  private final Standing standing;
  private final Deferring deferring;
  private final Runnable hasWork;
  // Volatile: looked at without the lock, as a hint.
  private volatile long secondaryNanos;

  Writes(Books books, Runnable hasWork) {
    this.map = books.map();
    this.regions = books.regions();
    this.copies = books.copies();
    this.standing = books.standing();
    this.deferring = books.deferring();
    this.hasWork = hasWork;
  }

  /// As [Ledger#begin] says.
  Write begin(Region region) {
    return begin(regions.hold(region));
  }

  /// As [Ledger#tryBegin] says.
  Optional<Write> tryBegin(Region region, boolean alsoToBoth) {
    if (!alsoToBoth && anyMayStayClean(map.covering(region)) && !deferring.willDefer()) {
      return Optional.empty();
    }
    return regions.tryHold(region).map(this::begin);
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
    for (int chunk = run.first(); chunk < run.end(); chunk++) {
      if (mayStayClean(chunk)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a write that goes to both sides leaves the chunk as clean as it is.
  private boolean mayStayClean(int chunk) {
    return copies.isClean(chunk) && !standing.hasEnded();
  }

  /// What is there may differ from now on, and is to be copied.
  void differs(Region region) {
    Run run = map.covering(region);
    for (int chunk = run.first(); chunk < run.end(); chunk++) {
      differs(chunk, region);
    }
  }

  private void differs(int chunk, Region region) {
    boolean isFirst = !map.hasDirty();
    copies.differs(chunk, region);
    standing.loseSync();
    if (isFirst) {
      hasWork.run();
    }
  }

  /// Lets the region go.
  ///
  /// @param outcome what became of the write
  void finish(Write write, Pair.Outcome outcome) {
    if (write.goesToBoth && !outcome.isEqual()) {
      differs(write.hold.region());
    } else if (write.goesToBoth) {
      deferring.wroteBoth(outcome.primaryNanos(), outcome.secondaryNanos());
      secondaryNanos = (long) deferring.secondaryNanos();
    } else if (outcome.isEqual()) {
      deferring.wroteOne(outcome.primaryNanos());
    }
    regions.release(write.hold);
  }

  /// What writes to the secondary take at last, on average; from any thread.
  long secondaryNanos() {
    return secondaryNanos;
  }
}
