package app.diptych.ui.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/// The time left as a person can read it: hidden until the estimates of the last seconds agree,
/// then counting down with the clock and drawn to the estimates slowly, in steps that grow with it.
///
/// One thread.
final class Countdown {
  private static final double NANOS = 1e9;
  // So long the estimates must have agreed.
  private static final double STEADY_SECONDS = 4;
  private static final double STEADY_RATIO = 1.35;
  // Few seconds more or less are no disagreement.
  private static final double SLACK_SECONDS = 3;
  // How soon what is shown has come to what is estimated.
  private static final double PULL_SECONDS = 12;
  // Further off than this, what is shown is no help any more.
  private static final double LOST_RATIO = 3;

  private final Deque<Estimate> estimates = new ArrayDeque<>();
  private double shown;
  private long lastNanos;
  private boolean isShown;

  private record Estimate(long nanos, long seconds) {}

  /// Nothing is known yet.
  Countdown() {}

  /// Forgets all, as when another phase begins.
  void restart() {
    estimates.clear();
    isShown = false;
  }

  /// Takes an estimate of this moment, and says what to show; empty where there is none, or none
  /// that can be relied on.
  OptionalLong take(OptionalLong seconds, long nanos) {
    if (seconds.isEmpty()) {
      restart();
      return OptionalLong.empty();
    }
    double estimate = seconds.getAsLong();
    estimates.add(new Estimate(nanos, seconds.getAsLong()));
    while (nanos - estimates.getFirst().nanos() > STEADY_SECONDS * NANOS) {
      estimates.removeFirst();
    }
    advance(estimate, nanos);
    // Nothing left of what is not done is no help: it waits for something.
    long left = isShown ? rounded(Math.max(0, shown)) : 0;
    return left > 0 ? OptionalLong.of(left) : OptionalLong.empty();
  }

  private void advance(double estimate, long nanos) {
    if (isShown) {
      double step = (nanos - lastNanos) / NANOS;
      shown -= step;
      shown += (estimate - shown) * (1 - Math.exp(-step / PULL_SECONDS));
      boolean isLost = apart(shown, estimate) > LOST_RATIO;
      if (isLost) {
        isShown = false;
        estimates.clear();
      }
    } else if (isSteady(nanos)) {
      isShown = true;
      shown = estimate;
    }
    lastNanos = nanos;
  }

  private boolean isSteady(long nanos) {
    boolean isLong =
        nanos - estimates.getFirst().nanos() >= 0.8 * STEADY_SECONDS * NANOS
            && estimates.size() >= 3;
    var span = estimates.stream().mapToLong(Estimate::seconds).summaryStatistics();
    return isLong && apart((double) span.getMin(), (double) span.getMax()) < STEADY_RATIO;
  }

  private static double apart(double left, double right) {
    double low = Math.max(0, Math.min(left, right)) + SLACK_SECONDS;
    double high = Math.max(left, right);
    return high / low;
  }

  // Nobody wants to know of an hour's seconds, and what stands still does not jump.
  private static long rounded(double seconds) {
    long step = seconds < 60 ? 1 : seconds < 600 ? 5 : seconds < 3600 ? 60 : 300;
    return Math.round(seconds / step) * step;
  }
}
