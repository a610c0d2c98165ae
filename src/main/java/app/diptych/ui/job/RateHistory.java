package app.diptych.ui.job;

import java.util.ArrayList;
import java.util.List;

/// How fast a job was from its beginning on, in a bounded number of points: where they become too
/// many, two become one. One thread.
final class RateHistory {
  /// Points at most.
  static final int MOST = 240;

  private static final double NANOS = 1e9;

  private final List<Point> points = new ArrayList<>();
  private double secondsPerPoint = 1;
  private double sum;
  private int count;
  private double begun;

  /// A mean over some time.
  ///
  /// @param seconds since the beginning, at its end
  /// @param bytesPerSecond the mean
  record Point(double seconds, double bytesPerSecond) {}

  /// No points.
  RateHistory() {}

  /// The points, rising in time.
  List<Point> points() {
    return List.copyOf(points);
  }

  /// Takes a rate.
  ///
  /// @param nanos since the beginning, more than the last time
  /// @return whether there is another point
  boolean add(long nanos, long bytesPerSecond) {
    double seconds = nanos / NANOS;
    sum += bytesPerSecond;
    count++;
    if (seconds - begun < secondsPerPoint) {
      return false;
    }
    points.add(new Point(seconds, sum / count));
    begun = seconds;
    sum = 0;
    count = 0;
    if (points.size() > MOST) {
      halve();
    }
    return true;
  }

  private void halve() {
    List<Point> halved = new ArrayList<>();
    for (int i = 1; i < points.size(); i += 2) {
      Point left = points.get(i - 1);
      Point right = points.get(i);
      halved.add(new Point(right.seconds(), (left.bytesPerSecond() + right.bytesPerSecond()) / 2));
    }
    points.clear();
    points.addAll(halved);
    begun = halved.getLast().seconds();
    secondsPerPoint *= 2;
  }
}
