package app.diptych.clone.job;

import app.diptych.block.Region;
import app.diptych.clone.MapCell;
import app.diptych.rescue.Block;
import app.diptych.rescue.Status;
import java.util.List;
import java.util.stream.IntStream;

/// A rescue's picture: its blocks summed up in stretches of one size.
final class RescueCells {
  private final long[] finished;
  private final boolean[] isBad;
  private final long size;

  private RescueCells(long size, int count) {
    this.size = size;
    this.finished = new long[count];
    this.isBad = new boolean[count];
  }

  /// At most so many cells.
  ///
  /// @param blocks of a whole device, rising, without gaps
  /// @param position where it is being read
  static List<MapCell> of(List<Block> blocks, long position, int most) {
    if (blocks.isEmpty()) {
      return List.of();
    }
    long size = blocks.getLast().region().end();
    var cells = new RescueCells(size, (int) Math.min(most, size));
    blocks.forEach(cells::add);
    return IntStream.range(0, cells.finished.length)
        .mapToObj(i -> cells.cell(i, position))
        .toList();
  }

  private void add(Block block) {
    Region region = block.region();
    for (int i = indexOf(region.offset()); i < finished.length; i++) {
      Region shared = stretch(i).intersect(region);
      if (shared.isEmpty()) {
        return;
      }
      if (block.status() == Status.FINISHED) {
        finished[i] += shared.length();
      }
      isBad[i] |= block.status() == Status.BAD_SECTOR;
    }
  }

  private MapCell cell(int index, long position) {
    Region stretch = stretch(index);
    double done = finished[index] / (double) stretch.length();
    if (isBad[index]) {
      return new MapCell(MapCell.Kind.UNREADABLE, done);
    }
    if (done == 1) {
      return new MapCell(MapCell.Kind.CLEAN, done);
    }
    boolean isHere = stretch.offset() <= position && position < stretch.end();
    return new MapCell(isHere ? MapCell.Kind.COPYING : MapCell.Kind.DIRTY, done);
  }

  private Region stretch(int index) {
    return Region.between(start(index), start(index + 1));
  }

  // Not offset * count: that overflows.
  private long start(int index) {
    long each = size / finished.length;
    long rest = size % finished.length;
    return each * index + Math.min(index, rest);
  }

  private int indexOf(long offset) {
    int low = 0;
    int high = finished.length - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (start(middle) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
