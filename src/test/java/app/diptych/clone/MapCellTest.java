package app.diptych.clone;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.mirror.Tile;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The picture of a mirror.
final class MapCellTest {
  @ParameterizedTest
  @EnumSource(Tile.State.class)
  void whatGoesOnInATileIsShown(Tile.State state) {
    assertThat(MapCell.of(List.of(new Tile(state, 0.25))))
        .containsExactly(new MapCell(MapCell.Kind.valueOf(state.name()), 0.25));
  }

  @Test
  void nothingIsMissingOfATargetThatWasLetGo() {
    List<Tile> tiles = Arrays.stream(Tile.State.values()).map(it -> new Tile(it, 0.25)).toList();

    assertThat(MapCell.whole(tiles))
        .hasSameSizeAs(tiles)
        .containsOnlyOnce(new MapCell(MapCell.Kind.ZERO, 1))
        .contains(new MapCell(MapCell.Kind.CLEAN, 1))
        .extracting(MapCell::kind)
        .containsOnly(MapCell.Kind.ZERO, MapCell.Kind.CLEAN);
  }
}
