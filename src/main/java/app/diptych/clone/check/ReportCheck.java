package app.diptych.clone.check;

import static app.diptych.clone.Sentences.say;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Refusal;
import app.diptych.clone.Sentences;
import app.diptych.report.ReportFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Finds out whether a file can take the report of a job. Changes nothing.
public final class ReportCheck {
  private ReportCheck() {}

  /// What stands against it.
  public static Optional<Refusal> refusal(ReportFile file, CloneRequest request) {
    return reason(file, request).map(reason -> new Refusal.ReportUnusable(file.path(), reason));
  }

  private static Optional<String> reason(ReportFile file, CloneRequest request) {
    try {
      if (SameFile.isEither(file.path(), request.source(), request.target())) {
        return Optional.of(say("map.same"));
      }
      Optional<Path> map = request.options().map();
      if (map.isPresent() && SameFile.are(file.path(), map.get())) {
        return Optional.of(say("report.map"));
      }
      Optional<ReportFile.Obstacle> obstacle = file.obstacle();
      if (obstacle.isEmpty() && !MapCheck.isReplaceable(file.path())) {
        obstacle = Optional.of(ReportFile.Obstacle.NOT_WRITABLE);
      }
      return obstacle.isPresent()
          ? obstacle.map(ReportCheck::words)
          : FileSpace.objectionTo(file.path());
    } catch (IOException e) {
      return Optional.of(say("map.unreadable", Sentences.reason(e)));
    }
  }

  private static String words(ReportFile.Obstacle obstacle) {
    return say("report." + obstacle.name());
  }

  /// Why a report could not be written there after all, in words.
  public static String words(ReportFile file, Exception failure) {
    return file.obstacle().map(ReportCheck::words).orElseGet(() -> Sentences.reason(failure));
  }
}
