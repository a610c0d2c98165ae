package app.diptych.block.os;

import app.diptych.block.Durability;

/// How a disk or image is opened.
///
/// @param writable whether writes are allowed
/// @param sharing who else may use it: locks keep others off who look at them, O_EXCL off a disk
///   who takes it likewise
/// @param durability when a finished write is durable
/// @param caching whether transfers go through the system's page cache
public record OpenOptions(
    boolean writable, Sharing sharing, Durability durability, Caching caching) {

  /// For reading only, beside others.
  public static final OpenOptions READ =
      new OpenOptions(false, Sharing.EVERYBODY, Durability.ON_FLUSH);

  /// For reading what is to stay as it is meanwhile, as nobody writes to it.
  public static final OpenOptions SOURCE =
      new OpenOptions(false, Sharing.READERS, Durability.ON_FLUSH);

  /// For reading and writing, beside others: a source that stays live.
  public static final OpenOptions LIVE =
      new OpenOptions(true, Sharing.EVERYBODY, Durability.ON_FLUSH);

  /// For writing, alone.
  public static final OpenOptions TARGET =
      new OpenOptions(true, Sharing.NOBODY, Durability.ON_FLUSH);

  /// Past the page cache.
  public OpenOptions(boolean writable, Sharing sharing, Durability durability) {
    this(writable, sharing, durability, Caching.DIRECT);
  }

  /// The same with another caching.
  public OpenOptions with(Caching other) {
    return new OpenOptions(writable, sharing, durability, other);
  }

  /// Whether nobody else may hold it.
  boolean isExclusive() {
    return sharing == Sharing.NOBODY;
  }
}
