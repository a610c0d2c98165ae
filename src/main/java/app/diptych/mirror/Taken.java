package app.diptych.mirror;

import app.diptych.block.RegionLock;
import app.diptych.mirror.ChunkMap.Run;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Chunks that a copier has taken, until it gives them back. Guarded by the ledger's lock; only the
/// copier itself changes what it holds.
final class Taken {
  private final RegionLock.@Nullable Hold hold;
  private final Map<Integer, BitSet> overtaken = new HashMap<>();
  private final long transfer;
  private Run run;
  private Map<Integer, BitSet> patches;

  /// Chunks, the region if it is held, the grains that are to be copied of those chunks of which
  /// not all are, and the bytes that may be moved at once.
  Taken(Run run, RegionLock.@Nullable Hold hold, Map<Integer, BitSet> patches, long transfer) {
    this.run = run;
    this.hold = hold;
    this.patches = patches;
    this.transfer = transfer;
  }

  /// The chunks.
  Run run() {
    return run;
  }

  /// The region that is held meanwhile.
  RegionLock.@Nullable Hold hold() {
    return hold;
  }

  /// Bytes that may be moved at once.
  long transfer() {
    return transfer;
  }

  /// Whether only some grains are to be copied.
  boolean isPatch() {
    return !patches.isEmpty();
  }

  /// The grains of the chunk that are to be copied; null where all are.
  @Nullable BitSet patch(int chunk) {
    return patches.get(chunk);
  }

  /// The grains of the chunk that callers changed since it was taken.
  BitSet overtaken(int chunk) {
    return overtaken.getOrDefault(chunk, new BitSet());
  }

  /// Callers are going to change these grains of the chunk, or may have made them differ.
  void overtake(int chunk, BitSet grains) {
    overtaken.computeIfAbsent(chunk, _ -> new BitSet()).or(grains);
  }

  /// Taken anew with these grains to be copied, and overtaken by nobody yet.
  void takeAnew(Map<Integer, BitSet> grains) {
    patches = grains;
    overtaken.clear();
  }

  /// Gives up the chunks behind this run.
  void shorten(Run kept) {
    run = kept;
  }
}
