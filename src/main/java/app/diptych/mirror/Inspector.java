package app.diptych.mirror;

import app.diptych.block.Differing;
import app.diptych.block.Region;
import app.diptych.block.RegionLock;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// Compares both sides of a mirror while callers go on: each region while it is held, so that no
/// write is between the two reads.
///
/// @param callers whose mirror it is
/// @param grain bytes of the smaller of the two sector sizes
record Inspector(Callers callers, int grain) {

  /// As [Mirror#compare] says.
  Compared compare(Region region, MemorySegment buffers) {
    Ledger ledger = callers.ledger();
    Optional<RegionLock.Hold> hold = ledger.beginComparing(region);
    if (hold.isEmpty()) {
      return new Compared.Ended();
    }
    try {
      return ledger.isSettled(region) ? held(region, buffers) : new Compared.Unsettled();
    } finally {
      ledger.endComparing(hold.get(), region.length());
      callers.teller().tell();
    }
  }

  private Compared held(Region region, MemorySegment buffers) {
    MemorySegment one = buffers.asSlice(0, region.length());
    MemorySegment other = buffers.asSlice(region.length(), region.length());
    Optional<MirrorState.Failed> failure =
        callers
            .pair()
            .each(
                primary -> primary.read(region.offset(), one),
                secondary -> secondary.read(region.offset(), other));
    if (failure.isPresent()) {
      return new Compared.Unreadable(failure.get().side(), failure.get().cause());
    }
    List<Region> differing = Differing.sectors(region.offset(), one, other, grain);
    // The log is no longer to call equal what is not, before anything is done about it.
    differing.forEach(callers::note);
    callers.ledger().differ(differing);
    return new Compared.Done(differing);
  }
}
