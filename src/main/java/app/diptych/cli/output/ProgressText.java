package app.diptych.cli.output;

import app.diptych.clone.JobProgress;
import app.diptych.units.Sizes;
import java.util.OptionalLong;

/// The words for how far a job is.
final class ProgressText {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private ProgressText() {}

  /// Such as `27 GB of 64 GB, 412 MB/s, 1 min 30 s left`; what is not known is left out.
  static String amounts(JobProgress progress) {
    StringBuilder text = new StringBuilder();
    text.append(Sizes.of(progress.bytesDone()))
        .append(" of ")
        .append(Sizes.of(progress.bytesTotal()));
    if (progress.bytesPerSecond() > 0) {
      text.append(", ").append(Sizes.of(progress.bytesPerSecond())).append("/s");
    }
    OptionalLong left = progress.secondsLeft();
    if (left.isPresent()) {
      text.append(", ").append(duration(left.getAsLong())).append(" left");
    }
    return text.toString();
  }

  /// A time in its two largest units.
  static String duration(long seconds) {
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + " min " + seconds % MINUTE + " s";
    }
    if (seconds < DAY) {
      return seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
    }
    return seconds / DAY + " d " + seconds % DAY / HOUR + " h";
  }
}
