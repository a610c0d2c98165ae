package app.diptych.block.os;

/// Whether transfers go through the system's page cache.
public enum Caching {
  /// Past it, where the file system allows that: what is copied once is read once, and leaves the
  /// memory to others.
  DIRECT,
  /// Through it: what is read again comes from memory, and writes reach the medium with the next
  /// flush.
  CACHED
}
