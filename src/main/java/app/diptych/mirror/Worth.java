package app.diptych.mirror;

/// How many bytes of a large request a device moves in the time that a small request costs. Of a
/// device that seeks these are many, of one that does not few.
final class Worth {
  // A request so large is no small one.
  private static final long LARGE = 1 << 16;
  private static final long MOST = 1 << 22;
  // Of the time of a large request at least one part in so many goes by for its bytes.
  private static final double LEAST_MOVING = 8;
  // What is in nobody's way lasts so much less than a small request.
  private static final int SHORTER = 4;

  private double nanosPerByte;

  /// A request of the copier's moved so many bytes in this time, where a small one takes that.
  void moved(long bytes, long nanos, double smallNanos) {
    if (bytes >= LARGE) {
      double moving = Math.max(nanos - smallNanos, nanos / LEAST_MOVING);
      nanosPerByte = Deferring.average(nanosPerByte, moving / bytes);
    }
  }

  /// The bytes, where a small request takes so long at last, or zero if that is not known: what a
  /// request of its own costs.
  long bytes(double smallNanos) {
    return smallNanos == 0 || nanosPerByte == 0
        ? LARGE
        : Math.clamp((long) (smallNanos / nanosPerByte), 0, MOST);
  }

  /// Bytes of a large request that small ones hardly wait for.
  long inNobodysWay(double smallNanos) {
    return Math.max(LARGE, bytes(smallNanos) / SHORTER);
  }
}
