package app.diptych.mirror;

/// What becomes of a caller's write where the secondary already equals the primary and the copying
/// is not over yet.
public enum CopyMode {
  /// It goes to both sides at once, so that work that is done stays done.
  WRITE_BLOCKING,
  /// It goes to the primary and is copied later, so that the caller does not wait for the
  /// secondary. A chunk that callers keep changing is written to both sides after some rounds, so
  /// that the copying ends all the same.
  BACKGROUND
}
