package app.diptych.mirror;

/// How large requests to a device are worth it: as many bytes as it moves, within a large request,
/// in the time that a small one costs. Of a device that seeks this is much, of one that does not
/// little.
final class Worth {
  // A request so large is no small one, and none on the way to more speed is smaller.
  private static final long LARGE = 1 << 17;
  private static final long MOST = 1 << 22;
  // Of the time of a large request at least one part in so many goes by for its bytes.
  private static final double LEAST_MOVING = 8;

  private double nanosPerByte;

  /// A request of the copier's moved so many bytes in this time, where a small one takes that.
  void moved(long bytes, long nanos, double smallNanos) {
    if (bytes >= LARGE) {
      double moving = Math.max(nanos - smallNanos, nanos / LEAST_MOVING);
      nanosPerByte = Deferring.average(nanosPerByte, moving / bytes);
    }
  }

  /// The bytes, where a small request takes so long at last; zero where that is not known.
  long bytes(double smallNanos) {
    return smallNanos == 0 || nanosPerByte == 0
        ? LARGE
        : Math.clamp((long) (smallNanos / nanosPerByte), 0, MOST);
  }

  /// The same, and never less than a large request.
  long ofARequest(double smallNanos) {
    return Math.max(LARGE, bytes(smallNanos));
  }
}
