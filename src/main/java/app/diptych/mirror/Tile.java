package app.diptych.mirror;

/// What a stretch of a mirrored device is like at one moment, for a picture of it.
///
/// @param state what goes on there; where more than one thing does, the latter of these
/// @param done the share of it that is equal on both sides, 0 to 1
public record Tile(State state, double done) {

  /// What goes on in a stretch.
  public enum State {
    /// All of it is equal on both sides.
    CLEAN,
    /// All of it is equal, and none of it held data: it was zeroed.
    ZERO,
    /// Some of it is to be copied.
    DIRTY,
    /// Some of it is being copied.
    COPYING,
    /// A client writes there.
    WRITTEN
  }
}
