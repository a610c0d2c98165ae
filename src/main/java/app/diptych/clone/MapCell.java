package app.diptych.clone;

import app.diptych.mirror.Tile;
import java.util.List;

/// A stretch of the target in a picture of a job.
///
/// @param kind what goes on there
/// @param done the share of it that is on the target, 0 to 1
public record MapCell(Kind kind, double done) {

  /// What goes on in a stretch, or what became of it.
  public enum Kind {
    /// All of it is on the target.
    CLEAN,
    /// All of it is on the target, and it is nothing but zeros that were not read.
    ZERO,
    /// Some of it is to be copied.
    DIRTY,
    /// Some of it is being copied.
    COPYING,
    /// A client of the source writes there.
    WRITTEN,
    /// Some of it could not be read.
    UNREADABLE
  }

  /// The same of a mirror.
  public static List<MapCell> of(List<Tile> tiles) {
    return tiles.stream().map(MapCell::of).toList();
  }

  /// The same once the target was let go as an exact copy, of which nothing is missing whatever
  /// clients have written to the source since.
  public static List<MapCell> whole(List<Tile> tiles) {
    return tiles.stream()
        .map(tile -> new MapCell(tile.state() == Tile.State.ZERO ? Kind.ZERO : Kind.CLEAN, 1))
        .toList();
  }

  private static MapCell of(Tile tile) {
    Kind kind =
        switch (tile.state()) {
          case CLEAN -> Kind.CLEAN;
          case ZERO -> Kind.ZERO;
          case DIRTY -> Kind.DIRTY;
          case COPYING -> Kind.COPYING;
          case WRITTEN -> Kind.WRITTEN;
        };
    return new MapCell(kind, tile.done());
  }
}
