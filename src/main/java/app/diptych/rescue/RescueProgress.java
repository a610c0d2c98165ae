package app.diptych.rescue;

/// How far a rescue is, at one moment.
///
/// @param stage what it is doing
/// @param pass in which pass
/// @param bytesRescued bytes that are on the target
/// @param bytesBad bytes in sectors that could not be read by themselves
/// @param bytesTotal bytes of the source
public record RescueProgress(
    Stage stage, int pass, long bytesRescued, long bytesBad, long bytesTotal) {

  /// Bytes of which the end is known, for the time being.
  public long bytesDone() {
    return bytesRescued + bytesBad;
  }
}
