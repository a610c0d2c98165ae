package app.diptych.nbd;

/// What an export can do, as its transmission flags tell.
public enum Ability {
  /// Takes FLUSH.
  FLUSH,
  /// Takes FUA.
  FUA,
  /// Takes TRIM.
  TRIM,
  /// Takes WRITE_ZEROES.
  ZERO,
  /// Takes FAST_ZERO on WRITE_ZEROES.
  FAST_ZERO,
  /// Takes DF on READ.
  DF,
  /// Takes CACHE.
  CACHE,
  /// Several connections see each other's finished writes and flushes.
  MULTI_CONN
}
