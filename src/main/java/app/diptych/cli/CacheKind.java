package app.diptych.cli;

/// Whether a served device goes through this machine's page cache.
enum CacheKind {
  /// What is read again comes from memory; what is written reaches the device with a flush.
  WRITEBACK,
  /// Past the cache.
  NONE
}
