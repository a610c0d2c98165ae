package app.diptych.ui.job;

import app.diptych.block.Region;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Amounts;
import app.diptych.ui.parts.Texts;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// All that is to be known of the end of a job, as text that can be sent to somebody.
final class Details {
  // As many as a report lists.
  private static final int MOST = 1000;

  private Details() {}

  /// The text of a moment.
  static String of(Errand errand, CloneResult result) {
    CloneRequest request = errand.wish().request();
    String when =
        LocalDateTime.now(ZoneId.systemDefault())
            .truncatedTo(ChronoUnit.SECONDS)
            .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    var lines = new ArrayList<String>();
    lines.add(Texts.of("details.when", when));
    lines.add(Texts.of("details.source", request.source()));
    lines.add(Texts.of("details.target", request.target()));
    lines.add(Texts.of("details.end", errand.saying(result)));
    if (result instanceof CloneResult.Skipped skipped) {
      list(lines, skipped.unreadable());
    }
    errand.map().ifPresent(map -> lines.add(Texts.of("details.map", map)));
    lines.add(
        Texts.of(
            "details.machine", System.getProperty("os.name"), System.getProperty("os.version")));
    return String.join("\n", lines);
  }

  private static void list(List<String> lines, List<Region> unreadable) {
    lines.add(Texts.of("details.unreadable"));
    unreadable.stream()
        .limit(MOST)
        .map(region ->
            Texts.of(
                "details.region", Long.toString(region.offset()), Amounts.exact(region.length())))
        .forEach(lines::add);
    if (unreadable.size() > MOST) {
      lines.add(Texts.of("details.more", unreadable.size() - MOST));
    }
  }
}
