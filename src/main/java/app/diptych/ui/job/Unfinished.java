package app.diptych.ui.job;

import app.diptych.clone.Endpoint;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.job.Journals;
import app.diptych.mirror.CopyMode;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Texts;
import java.io.IOException;
import java.util.Optional;

/// A job that was broken off and can go on.
///
/// @param errand what goes on with it
/// @param bytesDone what is on the target already
/// @param bytesTotal of the source
/// @param isTargetGone whether the target is not where it was
/// @param forgetting lets it be forgotten; not for the JavaFX thread
public record Unfinished(
    Errand errand, long bytesDone, long bytesTotal, boolean isTargetGone, Forgetting forgetting) {

  /// Lets one be forgotten.
  @FunctionalInterface
  public interface Forgetting {
    /// Does it.
    void run() throws IOException;
  }

  /// One that is kept in journals.
  static Unfinished of(Journals journals, Journals.BrokenOff kept) {
    var request = kept.request();
    Optional<ExportPlan> export =
        kept.isLive() ? Optional.of(ExportPlan.PRIVATE) : Optional.empty();
    String title =
        Texts.of(
            "job.title",
            name(kept.sourceTitle(), request.source()),
            name(kept.targetTitle(), request.target()));
    return new Unfinished(
        new Errand(new Wish(request, export, CopyMode.WRITE_BLOCKING), title),
        kept.bytesDone(),
        kept.bytesTotal(),
        kept.isTargetGone(),
        () -> journals.forget(kept));
  }

  // As the cards name it.
  private static String name(Optional<String> title, Endpoint endpoint) {
    return title
        .map(words -> Texts.of("candidate.full", words, endpoint))
        .orElseGet(endpoint::toString);
  }
}
