package app.diptych.mirror;

import app.diptych.block.Region;
import app.diptych.block.RegionLock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The moments at which callers wait for all others: flushes of both sides wait for nobody but who
/// detaches, who waits for all.
///
/// Every method is called under the ledger's lock, which is let go while waiting.
final class Barriers {
  private final long size;
  private final RegionLock regions;
  private final Standing standing;
  private long flushesAsked;

  /// Those of a mirror of this size.
  Barriers(long size, RegionLock regions, Standing standing) {
    this.size = size;
    this.regions = regions;
    this.standing = standing;
  }

  /// Begins a flush of both sides, if the mirror is in sync, or in the last flush before that,
  /// which need not cover what callers write meanwhile.
  ///
  /// @return to be released; empty where the flush is the primary's alone
  Optional<RegionLock.Hold> beginFlush(BooleanSupplier isLastFlush) {
    // Behind all devices, each flush at its own place.
    flushesAsked++;
    RegionLock.Hold hold = regions.hold(new Region(size + flushesAsked, 1));
    if (!standing.hasEnded() && (standing.isInSync() || isLastFlush.getAsBoolean())) {
      return Optional.of(hold);
    }
    regions.release(hold);
    return Optional.empty();
  }

  /// Keeps all writes and flushes out that go to both sides, having waited for those under way.
  ///
  /// @return to be ended by [#endDetaching]; empty where the mirror is not in sync
  Optional<RegionLock.Hold> beginDetaching() {
    RegionLock.Hold hold = regions.hold(new Region(0, Long.MAX_VALUE));
    if (isInSync()) {
      return Optional.of(hold);
    }
    regions.release(hold);
    return Optional.empty();
  }

  /// Lets them in again.
  ///
  /// @param isDurable whether the mirror is to be detached, since both sides were flushed
  /// @return whether it is
  boolean endDetaching(RegionLock.Hold hold, boolean isDurable) {
    boolean detaches = isDurable && isInSync();
    if (detaches) {
      standing.detach();
    }
    regions.release(hold);
    return detaches;
  }

  private boolean isInSync() {
    return standing.isInSync() && !standing.hasEnded();
  }
}
