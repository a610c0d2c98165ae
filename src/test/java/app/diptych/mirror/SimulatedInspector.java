package app.diptych.mirror;

import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Somebody who compares both sides of a mirror in sync, piece by piece, while callers go on; and
/// before that, where the scenario says so, some of the secondary goes bad behind everybody's back.
final class SimulatedInspector implements Simulation.Work {
  private static final int MOST_PASSES = 20;
  private static final long BAD = 3;

  private final Mirror mirror;
  private final SimulatedDevice secondary;
  private final Scenario scenario;
  private final SplittableRandom random;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  // Sectors that went bad, and those of them that were not found yet.
  private final BitSet bad = new BitSet();
  private final BitSet unfound = new BitSet();
  private boolean hasSeenAll;

  SimulatedInspector(
      Mirror mirror, SimulatedDevice secondary, Scenario scenario, SplittableRandom random) {
    this.mirror = mirror;
    this.secondary = secondary;
    this.scenario = scenario;
    this.random = random;
  }

  /// Done when it compares no more.
  CompletableFuture<@Nullable Void> ended() {
    return ended;
  }

  /// Whether a sector may differ although the mirror does not know.
  boolean isUnfound(int sector) {
    return unfound.get(sector);
  }

  /// Whether a sector went bad.
  boolean isBad(int sector) {
    return bad.get(sector);
  }

  /// Whether any did.
  boolean hasBad() {
    return !bad.isEmpty();
  }

  /// Both are in sync, and nobody compares: what was found is copied again, and what was not found
  /// was overwritten, if all was seen.
  void settle() {
    if (hasSeenAll) {
      bad.clear();
      unfound.clear();
    }
  }

  @Override
  public void run() throws InterruptedException {
    try {
      if (mirror.awaitEndOfCopying() instanceof MirrorState.InSync) {
        if (scenario.inspection() == Scenario.Inspection.DAMAGED && !scenario.detaches()) {
          damage();
        }
        inspect();
      }
    } finally {
      ended.complete(null);
    }
  }

  private void damage() {
    for (Region region : mirror.settled()) {
      if (random.nextInt(3) == 0) {
        int sector = Math.toIntExact(region.offset() / Sectors.SIZE);
        secondary.put(sector, BAD);
        bad.set(sector);
        unfound.set(sector);
      }
    }
  }

  private void inspect() throws InterruptedException {
    int unit = mirror.geometry().sectorSize();
    BitSet left = new BitSet();
    left.set(0, Math.toIntExact(mirror.geometry().size() / unit));
    for (int pass = 0; pass < MOST_PASSES && !left.isEmpty(); pass++) {
      for (int from = left.nextSetBit(0); from >= 0; ) {
        int to = Math.min(left.nextClearBit(from), from + 1 + random.nextInt(8));
        if (!compared(new Region((long) from * unit, (long) (to - from) * unit))) {
          return;
        }
        if (isSettled) {
          left.clear(from, to);
        }
        from = left.nextSetBit(to);
      }
      if (!(mirror.awaitEndOfCopying() instanceof MirrorState.InSync)) {
        return;
      }
    }
    hasSeenAll = left.isEmpty();
  }

  // Whether the last region was compared.
  private boolean isSettled;

  /// @return whether there is any sense in going on
  private boolean compared(Region region) {
    isSettled = false;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment buffers = arena.allocate(2 * region.length(), 4096);
      switch (mirror.compare(region, buffers)) {
        case Compared.Done(var differing) -> {
          differing.forEach(this::found);
          isSettled = true;
        }
        case Compared.Unsettled() -> {}
        case Compared.Ended(), Compared.Unreadable _ -> {
          return false;
        }
      }
      return true;
    }
  }

  private void found(Region region) {
    for (long at = region.offset(); at < region.end(); at += Sectors.SIZE) {
      int sector = Math.toIntExact(at / Sectors.SIZE);
      // A sector of the devices may have two of ours.
      int unit = Math.min(scenario.primarySector(), scenario.secondarySector()) / Sectors.SIZE;
      int first = sector / unit * unit;
      int next = bad.nextSetBit(first);
      if (next < 0 || next >= first + unit) {
        throw new AssertionError(scenario + ": told as different, and equal: " + region);
      }
      unfound.clear(sector);
    }
  }
}
