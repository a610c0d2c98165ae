package app.diptych.block;

/// When a finished write is durable.
public enum Durability {
  /// When a later flush has returned.
  ON_FLUSH,
  /// When the write has returned.
  ON_WRITE
}
