package app.diptych.ui.job;

import app.diptych.clone.MapCell;
import app.diptych.ui.parts.Texts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a map of the target says, in numbers.
///
/// @param share of the cells that are of a kind, 0 to 1; kinds that no cell is of are missing
record DiskMap(Map<MapCell.Kind, Double> share) {

  /// The numbers of these cells.
  static DiskMap of(List<MapCell> cells) {
    var share = new EnumMap<MapCell.Kind, Double>(MapCell.Kind.class);
    cells.forEach(cell -> share.merge(cell.kind(), 1.0 / cells.size(), Double::sum));
    return new DiskMap(share);
  }

  /// All of it in a sentence, for who does not see the picture.
  String words() {
    return Stream.of(MapCell.Kind.values())
        .filter(share::containsKey)
        .map(kind ->
            Texts.of(
                "map.share",
                name(kind),
                Math.max(1, Math.round(share.getOrDefault(kind, 0.0) * 100))))
        .collect(Collectors.joining(", "));
  }

  /// What a kind is called.
  static String name(MapCell.Kind kind) {
    return switch (kind) {
      case CLEAN -> Texts.of("map.clean");
      case ZERO -> Texts.of("map.zero");
      case DIRTY -> Texts.of("map.dirty");
      case COPYING -> Texts.of("map.copying");
      case WRITTEN -> Texts.of("map.written");
      case UNREADABLE -> Texts.of("map.unreadable");
    };
  }

  /// The style class of a kind.
  static String styleClass(MapCell.Kind kind) {
    return switch (kind) {
      case CLEAN -> "map-clean";
      case ZERO -> "map-zero";
      case DIRTY -> "map-dirty";
      case COPYING -> "map-copying";
      case WRITTEN -> "map-written";
      case UNREADABLE -> "map-unreadable";
    };
  }
}
