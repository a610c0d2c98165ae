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
/// @param share of the target that is of a kind, 0 to 1; kinds that nothing is of are missing
record DiskMap(Map<MapCell.Kind, Double> share) {

  /// The numbers of these cells.
  static DiskMap of(List<MapCell> cells) {
    var share = new EnumMap<MapCell.Kind, Double>(MapCell.Kind.class);
    double whole = 1.0 / cells.size();
    for (MapCell cell : cells) {
      double done = isPartly(cell) ? cell.done() : 0;
      share.merge(cell.kind(), whole * (1 - done), Double::sum);
      if (done > 0) {
        share.merge(MapCell.Kind.CLEAN, whole * done, Double::sum);
      }
    }
    return new DiskMap(share);
  }

  /// Whether the share of a cell that is on the target is told apart from the rest of it.
  static boolean isPartly(MapCell cell) {
    return switch (cell.kind()) {
      case DIRTY, COPYING -> true;
      // Where something special goes on is to be seen, however little it is.
      case CLEAN, ZERO, WRITTEN, UNREADABLE -> false;
    };
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
