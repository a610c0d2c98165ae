package app.diptych.ui.history;

import app.diptych.report.JobReport;
import app.diptych.report.JobReport.Device;
import app.diptych.text.Harmless;
import app.diptych.ui.parts.Amounts;
import app.diptych.ui.parts.Texts;
import app.diptych.units.Sizes;
import java.io.File;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A report in the words of the window.
final class Facts {
  private Facts() {}

  /// One thing that is told of a job.
  ///
  /// @param name what it is called
  /// @param value what it is
  record Fact(String name, String value) {}

  /// What was cloned onto what.
  static String title(JobReport report) {
    return Texts.of("job.title", shortName(report.source()), shortName(report.target()));
  }

  // Whoever wrote the report: the name may be no path.
  private static String shortName(Device device) {
    String file = device.kind().equals("image") ? new File(device.name()).getName() : "";
    String name = Harmless.of(file.isEmpty() ? device.name() : file);
    return device
        .model()
        .map(model -> Texts.of("candidate.full", Harmless.of(model), name))
        .orElse(name);
  }

  /// How it ended, in two or three words.
  static String outcome(JobReport report) {
    return switch (report.outcome()) {
      case COMPLETED ->
          Texts.of(report.amounts().compared() > 0 ? "outcome.verified" : "outcome.completed");
      case SKIPPED -> Texts.of("outcome.skipped");
      case CANCELLED -> Texts.of("outcome.cancelled");
      case REFUSED -> Texts.of("outcome.refused");
      case FAILED -> Texts.of("outcome.failed");
      case MISMATCH -> Texts.of("outcome.mismatch");
    };
  }

  /// The style class of the colour that it is told in.
  static String colour(JobReport report) {
    return switch (report.outcome()) {
      case COMPLETED -> "success";
      case CANCELLED, SKIPPED -> "warning";
      case REFUSED, FAILED, MISMATCH -> "danger";
    };
  }

  /// When it was, and how fast.
  static String summary(JobReport report) {
    String rate = Amounts.rate(report.amounts().meanRate());
    String when = when(report.course().started(), FormatStyle.SHORT);
    return rate.isEmpty() ? when : Texts.of("history.summary", when, rate);
  }

  /// All that is told of it.
  static List<Fact> of(JobReport report) {
    var facts = new ArrayList<Fact>();
    add(facts, "history.source", device(report.source()));
    add(facts, "history.target", device(report.target()));
    add(facts, "history.started", when(report.course().started(), FormatStyle.MEDIUM));
    add(facts, "history.took", Amounts.duration(report.course().took().toSeconds()));
    JobReport.Amounts amounts = report.amounts();
    amount(facts, "history.total", amounts.total());
    amount(facts, "history.read", amounts.read());
    amount(facts, "history.written", amounts.written());
    amount(facts, "history.zeroed", amounts.zeroed());
    amount(facts, "history.kept", amounts.kept());
    amount(facts, "history.compared", amounts.compared());
    add(facts, "history.mean", Amounts.rate(amounts.meanRate()));
    add(facts, "history.peak", Amounts.rate(amounts.peakRate()));
    faults(facts, report.faults());
    report
        .hashes()
        .forEach(
            hash -> facts.add(new Fact(Harmless.of(hash.algorithm()), Harmless.of(hash.value()))));
    return facts;
  }

  private static void faults(List<Fact> facts, JobReport.Faults faults) {
    add(facts, "history.errors", lines(faults.errors()));
    add(facts, "history.warnings", lines(faults.warnings()));
    add(
        facts,
        "history.stalls",
        faults.stalls().stream()
            .map(stall -> Texts.of("history.stall", Harmless.of(stall.device()), stall.seconds()))
            .collect(Collectors.joining("\n")));
    if (faults.unreadable().count() > 0) {
      add(
          facts,
          "history.bad",
          Texts.of(
              "history.places",
              Amounts.exact(faults.unreadable().bytes()),
              faults.unreadable().count()));
    }
    amount(facts, "history.differing", faults.differing().bytes());
    amount(facts, "history.repaired", faults.repaired().bytes());
  }

  private static String lines(List<String> lines) {
    return lines.stream().map(Harmless::of).collect(Collectors.joining("\n"));
  }

  private static String device(Device device) {
    var words = new ArrayList<String>();
    device.model().map(Harmless::of).ifPresent(words::add);
    words.add(Harmless.of(device.name()));
    device.serial().ifPresent(serial -> words.add(Texts.of("card.serial", Harmless.of(serial))));
    device.size().ifPresent(size -> words.add(Sizes.of(size)));
    return String.join(" · ", words);
  }

  private static String when(Instant instant, FormatStyle style) {
    return DateTimeFormatter.ofLocalizedDateTime(style, FormatStyle.SHORT)
        .withLocale(Locale.getDefault())
        .withZone(ZoneId.systemDefault())
        .format(instant);
  }

  private static void amount(List<Fact> facts, String key, long bytes) {
    if (bytes > 0) {
      add(facts, key, Texts.of("erase.size", Sizes.of(bytes), Amounts.exact(bytes)));
    }
  }

  private static void add(List<Fact> facts, String key, String value) {
    if (!value.isBlank()) {
      facts.add(new Fact(Texts.of(key), value));
    }
  }
}
