package app.diptych.mirror;

import app.diptych.block.Region;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which grains of dirty chunks are to be copied, where that is known: of a chunk that is dirty and
/// not in here, all are. A grain is a small piece of a chunk, counted from its beginning; the last
/// one may be shorter.
///
/// Knows so many chunks at most; of further ones it is not known. Not safe for use by many threads.
final class Grains {
  // Two to four MiB of memory where chunks are of 1 MiB.
  private static final int MOST = 1 << 14;

  private final long chunkSize;
  private final int grainSize;
  private final Map<Integer, BitSet> known = new HashMap<>();

  /// Chunks and grains of these sizes, in bytes.
  Grains(long chunkSize, int grainSize) {
    this.chunkSize = chunkSize;
    this.grainSize = grainSize;
  }

  /// The grains of the chunk that hold at least one byte of the region.
  BitSet of(int chunk, Region region) {
    long start = chunk * chunkSize;
    Region part = new Region(start, chunkSize).intersect(region);
    BitSet grains = new BitSet();
    grains.set(
        Math.toIntExact((part.offset() - start) / grainSize),
        Math.toIntExact(Math.ceilDiv(part.end() - start, grainSize)));
    return grains;
  }

  /// The grains that are known of the chunk.
  @Nullable BitSet get(int chunk) {
    return known.get(chunk);
  }

  /// The chunks of which it is known, in any order.
  IntStream chunks() {
    return known.keySet().stream().mapToInt(Integer::intValue);
  }

  /// Forgets the chunk.
  @Nullable BitSet remove(int chunk) {
    return known.remove(chunk);
  }

  /// Keeps what is to be copied of the chunk, if there is room.
  boolean put(int chunk, BitSet grains) {
    if (known.size() >= MOST) {
      return false;
    }
    known.put(chunk, grains);
    return true;
  }

  /// Bytes of grains from one index up to another, without it, of a chunk.
  Region region(int chunk, int from, int to) {
    long start = chunk * chunkSize;
    return Region.between(
        start + Math.min((long) from * grainSize, chunkSize),
        start + Math.min((long) to * grainSize, chunkSize));
  }
}
