package app.diptych.journal;

/// How a device is divided for a journal.
///
/// @param size bytes of a part
/// @param count how many there are
record Parts(long size, int count) {
  // As large as the extents of other activity logs; of larger devices, parts are larger, so that a
  // journal has 128 KiB of bits at most. They double, as the chunks of a mirror of such a device
  // do, so that they are whole chunks of its as well.
  private static final long LEAST = 4L << 20;
  static final int MOST = 1 << 20;

  /// The parts of a device.
  ///
  /// @param bytes of the device
  /// @param chunk bytes that parts are a multiple of
  static Parts of(long bytes, long chunk) {
    long size = Math.ceilDiv(LEAST, chunk) * chunk;
    while (Math.ceilDiv(bytes, size) > MOST) {
      size *= 2;
    }
    return new Parts(size, Math.toIntExact(Math.ceilDiv(bytes, size)));
  }
}
