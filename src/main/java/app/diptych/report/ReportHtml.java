package app.diptych.report;

import app.diptych.block.Region;
import app.diptych.report.JobReport.Amounts;
import app.diptych.report.JobReport.Device;
import app.diptych.report.JobReport.Places;
import app.diptych.units.Sizes;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.OptionalLong;
import java.util.ResourceBundle;
import java.util.function.Function;

/// A report as a page that stands alone: it fetches nothing, runs nothing, can be printed, and is
/// in the language and the units of the process.
final class ReportHtml {
  /// Stands near the beginning of every such page.
  static final String MARK = "<meta name=\"generator\" content=\"Diptych";

  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
      overflow-wrap:anywhere}
      h1{font-size:1.6rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}
      .message{border-inline-start:.3rem solid;padding-inline-start:.8rem}
      table{border-collapse:collapse;width:100%}
      th,td{text-align:start;vertical-align:top;padding:.3rem .8rem .3rem 0;
      border-bottom:1px solid #8886}
      th{font-weight:600}td{font-variant-numeric:tabular-nums}
      footer{margin-top:2rem;font-size:.9rem}
      """;

  private final ResourceBundle words = ResourceBundle.getBundle("app.diptych.report.report");
  private final Locale locale = Locale.getDefault();
  private final ZoneId zone = ZoneId.systemDefault();
  private final JobReport report;
  private final Markup html = new Markup();

  private ReportHtml(JobReport report) {
    this.report = report;
  }

  /// The page.
  static String write(JobReport report) {
    return new ReportHtml(report).page();
  }

  private String page() {
    String title =
        say(
            "title",
            say("kind." + report.kind().name()),
            say("outcome." + report.outcome().name()));
    html.raw("<!DOCTYPE html>\n<html lang=\"" + language() + "\">\n<head>\n")
        .raw("<meta charset=\"utf-8\">\n")
        .raw(MARK + " " + Markup.escaped(report.program()) + "\">\n")
        .raw("<meta http-equiv=\"Content-Security-Policy\"")
        .raw(" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .raw("<title>" + Markup.escaped(title) + "</title>\n")
        .raw("<style>\n" + STYLE + "</style>\n</head>\n<body>\n<main>\n")
        .element("h1", title)
        .raw("<p class=\"message\">")
        .text(report.message())
        .raw("</p>\n");
    devices();
    times();
    amounts();
    options();
    faults();
    html.raw("<footer>").text(say("made", report.program())).raw("</footer>\n");
    return html.raw("</main>\n</body>\n</html>\n").toString();
  }

  private String language() {
    String told = words.getLocale().getLanguage();
    return told.isEmpty() ? "en" : told;
  }

  private void devices() {
    html.section("disks", say("heading.disks")).raw("<table>\n<thead><tr><td></td>");
    for (String side : List.of("side.source", "side.target")) {
      html.raw("<th scope=\"col\">").text(say(side)).raw("</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    both("device.name", Device::name);
    both("device.kind", device -> wordOr("device." + device.kind(), device.kind()));
    both("device.model", device -> device.model().orElse(say("none")));
    both("device.serial", device -> device.serial().orElse(say("none")));
    both("device.wwn", device -> device.wwn().orElse(say("none")));
    both("device.size", device -> bytes(device.size()));
    both("device.sectorSize", device -> bytes(device.sectorSize()));
    both("device.diskseq", device -> number(device.diskseq()));
    html.raw("</tbody>\n</table>\n</section>\n");
  }

  private void both(String key, Function<Device, String> fact) {
    html.row(say(key), fact.apply(report.source()), fact.apply(report.target()));
  }

  private void times() {
    JobReport.Course course = report.course();
    table(
        "times",
        () -> {
          html.row(say("time.started"), time(course.started()));
          html.row(say("time.ended"), time(course.ended()));
          html.row(say("time.took"), seconds(course.took().toMillis()));
          course
              .phases()
              .forEach(phase ->
                  html.row(wordOr("phase." + phase.name(), phase.name()), seconds(phase.millis())));
        });
  }

  private void amounts() {
    Amounts amounts = report.amounts();
    table(
        "amounts",
        () -> {
          html.row(say("amount.total"), bytes(amounts.total()));
          html.row(say("amount.read"), bytes(amounts.read()));
          html.row(say("amount.written"), bytes(amounts.written()));
          html.row(say("amount.zeroed"), bytes(amounts.zeroed()));
          html.row(say("amount.kept"), bytes(amounts.kept()));
          html.row(say("amount.compared"), bytes(amounts.compared()));
          html.row(say("amount.meanRate"), say("amount.perSecond", bytes(amounts.meanRate())));
          html.row(say("amount.peakRate"), say("amount.perSecond", bytes(amounts.peakRate())));
        });
  }

  private void options() {
    if (!report.options().isEmpty()) {
      table("options", () -> report.options().forEach(html::row));
    }
    if (!report.hashes().isEmpty()) {
      table("hashes", () -> report.hashes().forEach(h -> html.row(h.algorithm(), h.value())));
    }
  }

  private void faults() {
    JobReport.Faults faults = report.faults();
    list("errors", faults.errors());
    list("warnings", faults.warnings());
    list("stalls", faults.stalls().stream().map(this::stall).toList());
    places("unreadable", faults.unreadable());
    places("differing", faults.differing());
    places("repaired", faults.repaired());
  }

  private String stall(JobReport.Stall stall) {
    String side = wordOr("side." + stall.side(), stall.side());
    return say("stall.line", side, stall.device(), stall.operation(), number(stall.seconds()));
  }

  private void list(String id, List<String> items) {
    if (!items.isEmpty()) {
      html.section(id, say("heading." + id)).list(items).raw("</section>\n");
    }
  }

  private void places(String id, Places places) {
    if (places.count() == 0) {
      return;
    }
    html.section(id, say("heading." + id))
        .element("p", say("place.count", number(places.count()), number(places.bytes())));
    if (places.isCut()) {
      html.element("p", say("place.cut", number(places.first().size())));
    }
    html.raw("<table>\n<thead><tr><th scope=\"col\">")
        .text(say("place.offset"))
        .raw("</th><th scope=\"col\">")
        .text(say("place.length"))
        .raw("</th></tr></thead>\n<tbody>\n");
    for (Region region : places.first()) {
      html.row(number(region.offset()), number(region.length()));
    }
    html.raw("</tbody>\n</table>\n</section>\n");
  }

  private void table(String id, Runnable rows) {
    html.section(id, say("heading." + id)).raw("<table>\n<tbody>\n");
    rows.run();
    html.raw("</tbody>\n</table>\n</section>\n");
  }

  private String time(Instant instant) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.LONG)
        .withLocale(locale)
        .withZone(zone)
        .format(instant);
  }

  private String seconds(long millis) {
    return say("time.seconds", String.format(locale, "%.1f", millis / 1000.0));
  }

  private String bytes(OptionalLong bytes) {
    return bytes.isPresent() ? bytes(bytes.getAsLong()) : say("none");
  }

  private String bytes(long bytes) {
    return say("amount.bytes", number(bytes), Sizes.of(bytes));
  }

  private String number(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : say("none");
  }

  private String number(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  // A report of another version may use words that this one does not know.
  private String wordOr(String key, String otherwise) {
    try {
      return words.getString(key);
    } catch (MissingResourceException _) {
      return otherwise;
    }
  }

  private String say(String key, Object... arguments) {
    return new MessageFormat(words.getString(key), locale).format(arguments);
  }
}
