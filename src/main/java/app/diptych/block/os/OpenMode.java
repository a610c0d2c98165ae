package app.diptych.block.os;

import app.diptych.block.Durability;

/// How the system is asked to open a file or device.
///
/// @param options what the caller wants
/// @param isDirect whether transfers pass the system's cache by
record OpenMode(OpenOptions options, boolean isDirect) {

  /// Past the cache.
  static OpenMode direct(OpenOptions options) {
    return new OpenMode(options, true);
  }

  /// Through the cache.
  static OpenMode buffered(OpenOptions options) {
    return new OpenMode(options, false);
  }

  /// Through the cache, beside a handle that already holds what is exclusive.
  OpenMode beside() {
    return buffered(new OpenOptions(options.writable(), Sharing.EVERYBODY, options.durability()));
  }

  /// Whether each write is durable when it returns.
  boolean isDurable() {
    return options.durability() == Durability.ON_WRITE;
  }
}
