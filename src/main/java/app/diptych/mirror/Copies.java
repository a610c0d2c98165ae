package app.diptych.mirror;

import app.diptych.block.Region;
import app.diptych.block.RegionLock;
import app.diptych.mirror.ChunkMap.Run;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The chunks that copiers have taken, and which are to be taken next.
///
/// Every method is called under the ledger's lock, which is let go while waiting for a region.
final class Copies {
  private final ChunkMap map;
  private final RegionLock regions;
  private final Deferring deferring;
  private final Pace pace;
  private final Comparisons.Looks looks;
  private final TreeMap<Integer, Taken> copying = new TreeMap<>();

  Copies(
      ChunkMap map, RegionLock regions, Deferring deferring, Pace pace, Comparisons.Looks looks) {
    this.map = map;
    this.regions = regions;
    this.deferring = deferring;
    this.pace = pace;
    this.looks = looks;
  }

  /// Whether none are taken.
  boolean isEmpty() {
    return copying.isEmpty();
  }

  /// Bytes that are taken, or being compared.
  long bytes() {
    return looks.bytes()
        + copying.values().stream().mapToLong(taken -> map.region(taken.run()).length()).sum();
  }

  /// Whether the chunk is neither dirty nor taken.
  boolean isClean(int chunk) {
    return at(chunk) == null && !map.isDirty(chunk);
  }

  /// What the region has of the chunk may differ from now on.
  void differs(int chunk, Region region) {
    BitSet grains = map.grains(chunk, region);
    Taken taken = at(chunk);
    if (taken != null) {
      taken.overtake(chunk, grains);
    } else {
      map.differs(chunk, grains);
    }
  }

  private @Nullable Taken at(int chunk) {
    var entry = copying.floorEntry(chunk);
    return entry != null && chunk < entry.getValue().run().end() ? entry.getValue() : null;
  }

  /// Takes dirty chunks, of which there must be some; waits for writers where there are no others.
  ///
  /// @param least the first chunk that may be taken
  /// @param longest bytes that a run from this offset may have
  Taken take(int least, LongUnaryOperator longest) {
    int chunk = findFree(least);
    boolean isBusy = chunk < 0;
    if (isBusy) {
      chunk = map.nextDirty(least);
    }
    if (isBusy || map.isRestless(chunk)) {
      return takeHeld(new Run(chunk, chunk + 1));
    }
    boolean isPatched = map.isPatched(chunk);
    long bytes = isPatched ? pace.transferSize() : longest.applyAsLong(chunk * map.chunkSize());
    long most = Math.max(1, bytes / map.chunkSize());
    int end = chunk + 1;
    while (end - chunk < most
        && isFree(end)
        && !map.isRestless(end)
        && map.isPatched(end) == isPatched) {
      end++;
    }
    return enter(new Run(chunk, end), null);
  }

  /// The next chunk that can be taken at once; negative where there is none.
  private int findFree(int least) {
    int from = Math.max(least, map.cursor());
    if (map.nextDirty(from) < 0) {
      deferring.passEnded(map.dirtyCount());
    }
    return findFree(from, map.count()).or(() -> findFree(least, from)).orElse(-1);
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
    // is held has finished by then.
    RegionLock.Hold hold = regions.ask(map.region(run));
    Taken taken = enter(run, hold);
    regions.await(hold);
    settle(taken, run.first());
    return taken;
  }

  /// What callers changed of the chunk until it was held is to be copied as well.
  private void settle(Taken taken, int chunk) {
    BitSet patch = taken.patch(chunk);
    if (patch != null) {
      map.clean(chunk, patch);
      map.differs(chunk, patch);
      map.differs(chunk, taken.overtaken(chunk));
      taken.takeAnew(map.take(taken.run()));
    } else {
      taken.takeAnew(Map.of());
    }
  }

  private Taken enter(Run run, RegionLock.@Nullable Hold hold) {
    Taken taken = new Taken(run, hold, map.take(run), pace.transferSize());
    copying.put(run.first(), taken);
    return taken;
  }

  /// The bytes that are taken.
  Region region(Taken taken) {
    return map.region(taken.run());
  }

  /// The bytes that are to be copied where these are grains: neighbours and those with little
  /// between them together.
  ///
  /// @param most bytes of a piece that is made of several
  List<Region> pieces(Taken taken, long most) {
    var pieces = new Pieces(deferring.worthOfARequest(), most);
    for (int chunk = taken.run().first(); chunk < taken.run().end(); chunk++) {
      BitSet patch = Objects.requireNonNull(taken.patch(chunk));
      for (int from = patch.nextSetBit(0); from >= 0; ) {
        int to = patch.nextClearBit(from);
        pieces.add(map.grainRegion(chunk, from, to));
        from = patch.nextSetBit(to);
      }
    }
    return pieces.list();
  }

  /// Gives back all taken chunks behind the first `length` bytes, rounded up to whole chunks. Not
  /// for chunks of which only some grains are to be copied.
  ///
  /// @return the bytes that are still taken
  Region shorten(Taken taken, long length) {
    Run run = taken.run();
    int keep = Math.toIntExact(Math.clamp(Math.ceilDiv(length, map.chunkSize()), 1, run.length()));
    Run kept = new Run(run.first(), run.first() + keep);
    taken.shorten(kept);
    if (keep < run.length()) {
      map.putBack(new Run(kept.end(), run.end()));
    }
    return map.region(kept);
  }

  /// Gives back all of them: clean if they were copied, but for what was overtaken; else dirty.
  void giveBack(Taken taken, boolean isCopied) {
    Run run = taken.run();
    copying.remove(run.first());
    if (!isCopied && !taken.isPatch()) {
      map.putBack(run);
    } else {
      for (int chunk = run.first(); chunk < run.end(); chunk++) {
        giveBack(taken, chunk, isCopied);
      }
    }
    if (taken.hold() != null) {
      regions.release(taken.hold());
    }
  }

  private void giveBack(Taken taken, int chunk, boolean isCopied) {
    BitSet patch = taken.patch(chunk);
    BitSet overtaken = taken.overtaken(chunk);
    map.clean(chunk, patch);
    if (!isCopied && patch != null) {
      map.differs(chunk, patch);
    }
    if (!overtaken.isEmpty()) {
      map.differs(chunk, overtaken);
      map.countOvertaking(chunk);
    }
  }

  /// The whole device in at most so many tiles.
  List<Tile> tiles(int most) {
    return new Tiles(map, this::taken, this::isWritten).list(most);
  }

  private int taken(Run run) {
    return copying.values().stream().mapToInt(taken -> taken.run().shared(run)).sum();
  }

  // A copier may hold a region as well, of its own, and so may who compares.
  private boolean isWritten(Region region) {
    return regions.isHeld(region)
        && !looks.overlap(region)
        && copying.values().stream()
            .noneMatch(taken -> taken.hold() != null && taken.hold().region().overlaps(region));
  }

  /// Whether nothing in the region differs or is on its way.
  boolean isClean(Region region) {
    // Chunk by chunk: the next dirty one may be a million chunks further on.
    Run run = map.covering(region);
    return IntStream.range(run.first(), run.end()).noneMatch(map::isDirty) && taken(run) == 0;
  }

  /// Whether nothing in the region differs, is on its way or is being written.
  boolean isSettled(Region region) {
    return isClean(region) && !regions.isHeld(region);
  }

  /// Regions that are equal on both sides: neither taken nor differing, and no write in flight.
  List<Region> settled() {
    return IntStream.range(0, map.count())
        .filter(chunk -> at(chunk) == null)
        .boxed()
        .flatMap(chunk -> equal(chunk).stream())
        .filter(region -> !regions.isHeld(region))
        .toList();
  }

  private List<Region> equal(int chunk) {
    BitSet differing = map.differing(chunk);
    List<Region> equal = new ArrayList<>();
    for (int grain = 0; ; grain++) {
      Region region = map.grainRegion(chunk, grain, grain + 1);
      if (region.isEmpty()) {
        return equal;
      }
      if (!differing.get(grain)) {
        equal.add(region);
      }
    }
  }
}
