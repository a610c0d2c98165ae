package app.diptych.mirror;

import app.diptych.block.Region;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which chunks of a device are dirty (to be copied), copying, or clean (equal on both sides). At
/// first all are dirty.
///
/// A chunk that callers change while it is copied was *overtaken*; who is overtaken twice is
/// *restless*. Of a chunk that became dirty again it is known, if there is room, which [Grains] are
/// to be copied.
///
/// Takes four bits a chunk at most, and little more for grains. Not safe for use by many threads;
/// [Ledger] guards it.
final class ChunkMap {
  // 4 MiB of memory for a map; the chunks of larger devices are larger.
  private static final long MOST_CHUNKS = 1 << 25;

  private final long size;
  private final long chunkSize;
  private final int count;
  private final BitSet dirty = new BitSet();
  private final BitSet overtakenOnce = new BitSet();
  private final BitSet restless = new BitSet();
  private final BitSet zero = new BitSet();
  private final Grains grains;
  private long cleanBytes;
  private int cursor;

  /// A map of a device of this size.
  ///
  /// @param size bytes
  /// @param chunkSize bytes of a chunk, at least; all but the last one are of equal size
  /// @param grainSize bytes of a grain
  ChunkMap(long size, long chunkSize, int grainSize) {
    this.size = size;
    long grown = chunkSize;
    while (Math.ceilDiv(size, grown) > MOST_CHUNKS) {
      grown *= 2;
    }
    this.chunkSize = grown;
    this.count = Math.toIntExact(Math.ceilDiv(size, grown));
    this.grains = new Grains(grown, grainSize);
    dirty.set(0, count);
  }

  /// Chunks from `first` up to, and without, `end`.
  ///
  /// @param first index of the first chunk
  /// @param end index behind the last one
  record Run(int first, int end) {

    /// How many chunks.
    int length() {
      return end - first;
    }

    /// How many of them are in the other one, too.
    int shared(Run other) {
      return Math.max(0, Math.min(end, other.end) - Math.max(first, other.first));
    }
  }

  /// How many chunks there are.
  int count() {
    return count;
  }

  /// Bytes of a chunk; of the last one, at most.
  long chunkSize() {
    return chunkSize;
  }

  /// Bytes of the clean chunks.
  long cleanBytes() {
    return cleanBytes;
  }

  /// Bytes of the device.
  long size() {
    return size;
  }

  /// The bytes of these chunks.
  Region region(Run run) {
    return Region.between(run.first * chunkSize, Math.min(run.end * chunkSize, size));
  }

  /// The chunks that hold at least one byte of the region.
  Run covering(Region region) {
    return new Run(
        Math.toIntExact(region.offset() / chunkSize),
        Math.toIntExact(Math.ceilDiv(region.end(), chunkSize)));
  }

  /// Whether the chunk is to be copied.
  boolean isDirty(int chunk) {
    return dirty.get(chunk);
  }

  /// Whether any chunk is to be copied.
  boolean hasDirty() {
    return !dirty.isEmpty();
  }

  /// Whether any chunk at or behind `from` is to be copied. Looks where the next search begins
  /// first, as there mostly is one: of a vast device, all that is clean would have to be passed.
  boolean hasDirty(int from) {
    return nextDirty(Math.max(from, cursor)) >= 0 || nextDirty(from) >= 0;
  }

  /// Whether the chunk was overtaken so often that callers must wait for it, or write to both
  /// sides.
  boolean isRestless(int chunk) {
    return restless.get(chunk);
  }

  /// The next dirty chunk at or behind `from`, -1 where there is none.
  int nextDirty(int from) {
    return dirty.nextSetBit(from);
  }

  /// Where the next search for dirty chunks begins, so that the whole device is gone through before
  /// a chunk's next turn.
  int cursor() {
    return cursor;
  }

  /// How many chunks are to be copied.
  int dirtyCount() {
    return dirty.cardinality();
  }

  /// How many of these chunks are to be copied.
  int dirtyCount(Run run) {
    return dirty.get(run.first, run.end).cardinality();
  }

  /// Whether all of these were zeroed and have not differed since.
  boolean isZero(Run run) {
    return zero.nextClearBit(run.first) >= run.end;
  }

  /// These chunks were zeroed, or may hold data.
  void setZero(Run run, boolean isZero) {
    zero.set(run.first, run.end, isZero);
  }

  /// Whether only some grains of the dirty chunk are to be copied.
  boolean isPatched(int chunk) {
    return grains.get(chunk) != null;
  }

  /// The dirty chunks of which only some grains are to be copied, in any order.
  IntStream patched() {
    return grains.chunks();
  }

  /// The share of the chunk that is equal on both sides, if it is not taken: 0 to 1.
  double equalShare(int chunk) {
    return 1 - bytes(chunk, differing(chunk)) / (double) length(chunk);
  }

  /// The grains of the chunk that hold at least one byte of the region.
  BitSet grains(int chunk, Region region) {
    return grains.of(chunk, region);
  }

  /// The grains of the chunk that may differ: all of a dirty one of which no more is known.
  BitSet differing(int chunk) {
    BitSet known = grains.get(chunk);
    if (known != null) {
      return known;
    }
    return isDirty(chunk) ? grains.of(chunk, whole(chunk)) : new BitSet();
  }

  /// Bytes of grains from one index up to another, without it, of a chunk.
  Region grainRegion(int chunk, int from, int to) {
    return grains.region(chunk, from, to).intersect(whole(chunk));
  }

  /// Both sides are equal there: the chunks that lie wholly in the region are clean. At the
  /// beginning only.
  void begin(Region equal) {
    int first = Math.toIntExact(Math.ceilDiv(equal.offset(), chunkSize));
    int end = equal.end() == size ? count : Math.toIntExact(equal.end() / chunkSize);
    for (int chunk = dirty.nextSetBit(first); chunk >= 0 && chunk < end; ) {
      dirty.clear(chunk);
      cleanBytes += length(chunk);
      chunk = dirty.nextSetBit(chunk);
    }
  }

  /// Takes dirty chunks for copying; they count as neither dirty nor clean until they are given
  /// back.
  ///
  /// @return the grains that are to be copied of each chunk of which not all are
  Map<Integer, BitSet> take(Run run) {
    Map<Integer, BitSet> patches = new HashMap<>();
    for (int chunk = run.first; chunk < run.end; chunk++) {
      BitSet patch = grains.remove(chunk);
      if (patch != null) {
        patches.put(chunk, patch);
      }
    }
    dirty.clear(run.first, run.end);
    cursor = run.end;
    return patches;
  }

  /// Gives back taken chunks of which nothing was copied, and all is to be; the next search begins
  /// there, so that copying stays in order.
  void putBack(Run run) {
    dirty.set(run.first, run.end);
    cursor = Math.min(cursor, run.first);
  }

  /// Gives back a taken chunk: clean.
  ///
  /// @param patch what was to be copied of it; null where that was all
  void clean(int chunk, @Nullable BitSet patch) {
    cleanBytes += patch == null ? length(chunk) : bytes(chunk, patch);
  }

  /// These grains of a chunk that is not taken may differ.
  void differs(int chunk, BitSet where) {
    zero.clear(chunk);
    BitSet known = grains.get(chunk);
    if (known != null) {
      cleanBytes += bytes(chunk, known);
      known.or(where);
      cleanBytes -= bytes(chunk, known);
    } else if (!isDirty(chunk)) {
      BitSet patch = (BitSet) where.clone();
      cleanBytes -= grains.put(chunk, patch) ? bytes(chunk, patch) : length(chunk);
      dirty.set(chunk);
    }
  }

  /// The chunk was overtaken.
  void countOvertaking(int chunk) {
    (overtakenOnce.get(chunk) ? restless : overtakenOnce).set(chunk);
  }

  private long bytes(int chunk, BitSet where) {
    long bytes = 0;
    for (int from = where.nextSetBit(0); from >= 0; ) {
      int to = where.nextClearBit(from);
      bytes += grainRegion(chunk, from, to).length();
      from = where.nextSetBit(to);
    }
    return bytes;
  }

  private long length(int chunk) {
    return whole(chunk).length();
  }

  private Region whole(int chunk) {
    return region(new Run(chunk, chunk + 1));
  }
}
