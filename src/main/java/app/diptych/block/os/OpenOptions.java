package app.diptych.block.os;

import app.diptych.block.Durability;

/// How a disk or image is opened.
///
/// @param writable whether writes are allowed
/// @param exclusive whether nobody else may hold it: O_EXCL on a disk, a lock on an image
/// @param durability when a finished write is durable
/// @param caching whether transfers go through the system's page cache
public record OpenOptions(
    boolean writable, boolean exclusive, Durability durability, Caching caching) {

  /// For reading only, beside others.
  public static final OpenOptions READ = new OpenOptions(false, false, Durability.ON_FLUSH);

  /// For reading and writing, beside others: a source that stays live.
  public static final OpenOptions LIVE = new OpenOptions(true, false, Durability.ON_FLUSH);

  /// For writing, alone.
  public static final OpenOptions TARGET = new OpenOptions(true, true, Durability.ON_FLUSH);

  /// Past the page cache.
  public OpenOptions(boolean writable, boolean exclusive, Durability durability) {
    this(writable, exclusive, durability, Caching.DIRECT);
  }

  /// The same with another caching.
  public OpenOptions with(Caching other) {
    return new OpenOptions(writable, exclusive, durability, other);
  }
}
