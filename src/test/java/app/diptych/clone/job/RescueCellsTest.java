package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Region;
import app.diptych.clone.MapCell;
import app.diptych.clone.MapCell.Kind;
import app.diptych.rescue.Block;
import app.diptych.rescue.RescueMap;
import app.diptych.rescue.Status;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The picture of a rescue.
final class RescueCellsTest {
  @Test
  void eachStretchTellsWhatBecameOfIt() {
    var map = new RescueMap(4000);
    map.set(new Region(0, 1500), Status.FINISHED);
    map.set(new Region(3500, 100), Status.BAD_SECTOR);

    assertThat(RescueCells.of(map.blocks(), 1500, 4))
        .containsExactly(
            new MapCell(Kind.CLEAN, 1),
            new MapCell(Kind.COPYING, 0.5),
            new MapCell(Kind.DIRTY, 0),
            new MapCell(Kind.UNREADABLE, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 100, 101, 1L << 45, Long.MAX_VALUE / 2})
  void stretchesCoverEveryByteOnce(long size) {
    List<Block> all = new RescueMap(size).blocks();
    var done = Stream.of(new Block(new Region(0, size), Status.FINISHED)).toList();

    assertThat(RescueCells.of(all, 0, 100)).hasSize((int) Math.min(100, size));
    assertThat(RescueCells.of(done, 0, 100)).allMatch(cell -> cell.done() == 1);
  }

  @Test
  void nothingHasNoPicture() {
    assertThat(RescueCells.of(List.of(), 0, 100)).isEmpty();
  }
}
