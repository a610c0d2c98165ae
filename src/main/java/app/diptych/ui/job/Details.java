package app.diptych.ui.job;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Texts;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// All that is to be known of the end of a job, as text that can be sent to somebody.
final class Details {
  private Details() {}

  /// The text of a moment.
  static String of(Errand errand, CloneResult result) {
    CloneRequest request = errand.wish().request();
    String when =
        LocalDateTime.now(ZoneId.systemDefault())
            .truncatedTo(ChronoUnit.SECONDS)
            .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    return String.join(
        "\n",
        Texts.of("details.when", when),
        Texts.of("details.source", request.source()),
        Texts.of("details.target", request.target()),
        Texts.of("details.end", errand.saying(result)),
        Texts.of(
            "details.machine", System.getProperty("os.name"), System.getProperty("os.version")));
  }
}
