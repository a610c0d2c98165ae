package app.diptych.journal;

/// How a device is divided for a journal.
///
/// @param size bytes of a part
/// @param count how many there are
record Parts(long size, int count) {
  // As large as the extents of other activity logs; of larger devices, parts are larger, so that a
  // journal has 128 KiB of bits at most.
  private static final long LEAST = 4L << 20;
  static final int MOST = 1 << 20;

  /// The parts of a device.
  ///
  /// @param bytes of the device
  /// @param chunk bytes that parts are a multiple of
  static Parts of(long bytes, long chunk) {
    long wanted = Math.max(LEAST, Math.ceilDiv(bytes, MOST));
    long size = Math.ceilDiv(wanted, chunk) * chunk;
    return new Parts(size, Math.toIntExact(Math.ceilDiv(bytes, size)));
  }
}
