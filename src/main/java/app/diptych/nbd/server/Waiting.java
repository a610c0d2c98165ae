package app.diptych.nbd.server;

/// How long a client has kept the server waiting, all in all, while the device had nothing to do
/// for it: what the device takes is not the client's doing.
///
/// For one thread.
final class Waiting {
  private boolean hasBegun;
  private long before;
  private long waited;

  /// Looks, every now and then; it begins with the first look.
  ///
  /// @param now by [System#nanoTime]
  /// @param isAtWork whether the device has something to do for the client
  /// @return for how many nanoseconds it has kept the server waiting until now
  long look(long now, boolean isAtWork) {
    if (hasBegun && !isAtWork) {
      waited += now - before;
    }
    hasBegun = true;
    before = now;
    return waited;
  }
}
