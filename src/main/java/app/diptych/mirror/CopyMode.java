package app.diptych.mirror;

/// What becomes of a caller's write where the secondary already equals the primary and the copying
/// is not over yet.
public enum CopyMode {
  /// It goes to both sides at once, so that work that is done stays done. Only while the secondary
  /// is much slower than the primary is it done as in [#BACKGROUND], until the mirror is in sync.
  WRITE_BLOCKING,
  /// It goes to the primary and is copied later, so that the caller does not wait for the
  /// secondary. When the copier has been through the device and callers have changed more than it
  /// can make up for, writes go to both sides, so that the copying ends all the same.
  BACKGROUND
}
