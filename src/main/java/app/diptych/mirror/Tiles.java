package app.diptych.mirror;

import app.diptych.block.Region;
import app.diptych.mirror.ChunkMap.Run;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// Sums a map up in a few tiles, each over as many chunks as any other, or one fewer.
///
/// @param map the chunks
/// @param taken how many of these copiers have
/// @param isWritten whether a caller writes in this region
record Tiles(ChunkMap map, ToIntFunction<Run> taken, Predicate<Region> isWritten) {

  /// At most so many tiles, of one chunk at least.
  List<Tile> list(int most) {
    int count = Math.min(most, map.count());
    double[] patched = patched(count);
    return IntStream.range(0, count)
        .mapToObj(i -> tile(new Run(at(i, count), at(i + 1, count)), patched[i]))
        .toList();
  }

  // What is equal of chunks that are dirty for a few bytes' sake, in chunks: else all would look
  // dirty where clients write here and there.
  private double[] patched(int count) {
    var equal = new double[count];
    map.patched().forEach(chunk -> equal[tileOf(chunk, count)] += map.equalShare(chunk));
    return equal;
  }

  private int tileOf(int chunk, int count) {
    return Math.toIntExact(Math.ceilDiv((chunk + 1L) * count, map.count()) - 1);
  }

  private int at(int tile, int count) {
    return Math.toIntExact((long) map.count() * tile / count);
  }

  private Tile tile(Run run, double patched) {
    int copying = taken.applyAsInt(run);
    int clean = run.length() - copying - map.dirtyCount(run);
    double done = (clean + patched) / run.length();
    if (isWritten.test(map.region(run))) {
      return new Tile(Tile.State.WRITTEN, done);
    }
    if (copying > 0) {
      return new Tile(Tile.State.COPYING, done);
    }
    if (clean < run.length()) {
      return new Tile(Tile.State.DIRTY, done);
    }
    return new Tile(map.isZero(run) ? Tile.State.ZERO : Tile.State.CLEAN, done);
  }
}
