package app.diptych.ui.job;

import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import java.util.OptionalLong;

/// How fast a job is, over its whole time, and how long it will still take. Takes the job's
/// counters some times a second. One thread.
final class Pace {
  private static final double NANOS = 1e9;

  private final Countdown countdown = new Countdown();
  private final RateHistory history = new RateHistory();
  private Phase phase = Phase.PREPARING;
  private long lastNanos;
  private long movingNanos;
  private long bytesBefore;
  private long allNanos;
  private boolean isBegun;

  /// What is known at one moment.
  ///
  /// @param mean bytes a second of this phase, without the time in which the job rested; zero where
  ///   that is not known yet
  /// @param secondsLeft fit to be shown
  /// @param hasPoint whether the curve has another point
  record Figures(long mean, OptionalLong secondsLeft, boolean hasPoint) {

    /// Nothing is known.
    static final Figures NONE = new Figures(0, OptionalLong.empty(), false);
  }

  /// The curve.
  RateHistory history() {
    return history;
  }

  /// Takes the counters of a moment.
  Figures take(JobProgress counters, boolean isPaused, long nanos) {
    long step = isBegun ? nanos - lastNanos : 0;
    lastNanos = nanos;
    isBegun = true;
    if (counters.phase() != phase) {
      phase = counters.phase();
      bytesBefore = 0;
      countdown.restart();
    }
    allNanos += step;
    if (isPaused) {
      countdown.restart();
    } else {
      movingNanos += step;
    }
    // What an earlier job did comes into the count at once, and may come late.
    if (bytesBefore == 0) {
      movingNanos = 0;
      bytesBefore = counters.bytesDone();
    }
    boolean hasPoint = step > 0 && isMoving() && history.add(allNanos, counters.bytesPerSecond());
    OptionalLong left =
        isPaused ? OptionalLong.empty() : countdown.take(counters.secondsLeft(), nanos);
    return new Figures(mean(counters.bytesDone()), left, hasPoint);
  }

  private boolean isMoving() {
    return switch (phase) {
      case COPYING, RESCUING, VERIFYING -> true;
      case PREPARING, FLUSHING, IN_SYNC, DETACHED -> false;
    };
  }

  private long mean(long bytes) {
    boolean isKnown = isMoving() && movingNanos >= NANOS && bytes > bytesBefore;
    return isKnown ? Math.round((bytes - bytesBefore) / (movingNanos / NANOS)) : 0;
  }
}
