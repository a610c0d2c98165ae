package app.diptych.clone;

import java.util.OptionalLong;

/// How far a job is, at one moment.
///
/// @param phase what it is doing
/// @param percent of this phase, 0 to 100
/// @param bytesDone of this phase
/// @param bytesTotal of this phase
/// @param bytesPerSecond over the last seconds; zero where nothing is known yet
/// @param secondsLeft of this phase, absent until the rate has settled
public record JobProgress(
    Phase phase,
    int percent,
    long bytesDone,
    long bytesTotal,
    long bytesPerSecond,
    OptionalLong secondsLeft) {

  /// The same in another phase.
  public JobProgress in(Phase other) {
    return new JobProgress(other, percent, bytesDone, bytesTotal, bytesPerSecond, secondsLeft);
  }
}
