package app.diptych.mirror;

import app.diptych.block.Region;
import java.util.BitSet;

/// Which chunks of a device are dirty (to be copied), copying, or clean (equal on both sides). At
/// first all are dirty.
///
/// A chunk that callers change while it is copied was *overtaken*; who is overtaken twice is
/// *restless*.
///
/// Takes three bits a chunk at most. Not safe for use by many threads; [Ledger] guards it.
final class ChunkMap {
  // 4 MiB of memory for a map; the chunks of larger devices are larger.
  private static final long MOST_CHUNKS = 1 << 25;

  private final long size;
  private final long chunkSize;
  private final int count;
  private final BitSet dirty = new BitSet();
  private final BitSet overtakenOnce = new BitSet();
  private final BitSet restless = new BitSet();
  private long cleanBytes;
  private int cursor;

  /// A map of a device of this size.
  ///
  /// @param size bytes
  /// @param chunkSize bytes of a chunk, at least; all but the last one are of equal size
  ChunkMap(long size, long chunkSize) {
    this.size = size;
    long grown = chunkSize;
    while (Math.ceilDiv(size, grown) > MOST_CHUNKS) {
      grown *= 2;
    }
    this.chunkSize = grown;
    this.count = Math.toIntExact(Math.ceilDiv(size, grown));
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

  /// Takes dirty chunks for copying; they count as neither dirty nor clean until they are given
  /// back.
  void take(Run run) {
    dirty.clear(run.first, run.end);
    cursor = run.end;
  }

  /// Gives back chunks of which nothing was copied; the next search begins there, so that copying
  /// stays in order.
  void putBack(Run run) {
    dirty.set(run.first, run.end);
    cursor = Math.min(cursor, run.first);
  }

  /// Gives back a copied chunk: clean.
  void copied(int chunk) {
    cleanBytes += length(chunk);
  }

  /// Gives back a copied chunk that was overtaken: dirty again.
  void overtaken(int chunk) {
    dirty.set(chunk);
    countOvertaking(chunk);
  }

  /// Makes a clean chunk dirty because a caller is going to change it on the primary alone.
  void soil(int chunk) {
    differs(chunk);
    countOvertaking(chunk);
  }

  /// Makes a clean chunk dirty because it may differ.
  void differs(int chunk) {
    dirty.set(chunk);
    cleanBytes -= length(chunk);
  }

  private void countOvertaking(int chunk) {
    (overtakenOnce.get(chunk) ? restless : overtakenOnce).set(chunk);
  }

  private long length(int chunk) {
    return region(new Run(chunk, chunk + 1)).length();
  }
}
