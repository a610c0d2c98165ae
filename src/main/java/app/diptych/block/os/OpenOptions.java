package app.diptych.block.os;

import app.diptych.block.Durability;

/// How a disk or image is opened.
///
/// @param writable whether writes are allowed
/// @param exclusive whether nobody else may hold it: O_EXCL on a disk, a lock on an image
/// @param durability when a finished write is durable
public record OpenOptions(boolean writable, boolean exclusive, Durability durability) {

  /// For reading only, beside others.
  public static final OpenOptions READ = new OpenOptions(false, false, Durability.ON_FLUSH);

  /// For reading and writing, beside others: a source that stays live.
  public static final OpenOptions LIVE = new OpenOptions(true, false, Durability.ON_FLUSH);

  /// For writing, alone.
  public static final OpenOptions TARGET = new OpenOptions(true, true, Durability.ON_FLUSH);
}
