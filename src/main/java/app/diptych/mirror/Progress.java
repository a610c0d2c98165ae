package app.diptych.mirror;

/// How far a mirror's copying is, at one moment.
///
/// @param bytesDone bytes known equal, never more than `bytesTotal`; falls where callers overtake
///   the copier
/// @param bytesTotal bytes of the device
public record Progress(long bytesDone, long bytesTotal) {

  /// The whole percentage, rounded down; an empty device is done.
  public int percent() {
    if (bytesTotal == 0) {
      return 100;
    }
    return (int)
        (bytesTotal <= Long.MAX_VALUE / 100
            ? bytesDone * 100 / bytesTotal
            : bytesDone / (bytesTotal / 100));
  }
}
