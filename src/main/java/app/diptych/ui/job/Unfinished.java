package app.diptych.ui.job;

import app.diptych.clone.Endpoint;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.job.Journals;
import app.diptych.mirror.CopyMode;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Texts;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A job that was broken off and can go on.
///
/// @param errand what goes on with it
/// @param bytesDone what is on the target already
/// @param bytesTotal of the source
/// @param isTargetGone whether the target is not where it was
/// @param forgetting lets it be forgotten; not for the JavaFX thread
public record Unfinished(
    Errand errand, long bytesDone, long bytesTotal, boolean isTargetGone, Runnable forgetting) {
  private static final Logger LOG = LoggerFactory.getLogger(Unfinished.class);

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
        () -> forget(journals, kept));
  }

  // As the cards name it.
  private static String name(Optional<String> title, Endpoint endpoint) {
    return title
        .map(words -> Texts.of("candidate.full", words, endpoint))
        .orElseGet(endpoint::toString);
  }

  private static void forget(Journals journals, Journals.BrokenOff kept) {
    try {
      journals.forget(kept);
    } catch (IOException e) {
      LOG.warn("a job that was broken off could not be forgotten", e);
    }
  }
}
