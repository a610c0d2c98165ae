package app.diptych.report;

import app.diptych.block.Region;
import app.diptych.json.JsonException;
import app.diptych.json.JsonObject;
import app.diptych.json.JsonValue;
import app.diptych.report.JobReport.Places;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The JSON of a report. Its keys are a contract with scripts: none is renamed, and what reads them
/// passes over those it does not know.
final class ReportJson {
  /// What every report has for its `format`.
  static final String FORMAT = "diptych-report";

  private static final long VERSION = 1;

  private ReportJson() {}

  /// A report as one line.
  static String write(JobReport report) {
    var options = new JsonObject();
    report.options().forEach(options::put);
    var course = report.course();
    return new JsonObject()
        .put("format", FORMAT)
        .put("version", VERSION)
        .put("program", report.program())
        .put("kind", report.kind().toString())
        .put("outcome", report.outcome().toString())
        .put("message", report.message())
        .put("started", course.started().toString())
        .put("ended", course.ended().toString())
        .put("milliseconds", course.took().toMillis())
        .put("phases", course.phases().stream().map(ReportJson::phase).toList())
        .put("source", device(report.source()))
        .put("target", device(report.target()))
        .put("options", options)
        .put("amounts", amounts(report.amounts()))
        .putTexts("errors", report.faults().errors())
        .putTexts("warnings", report.faults().warnings())
        .put("stalls", report.faults().stalls().stream().map(ReportJson::stall).toList())
        .put("unreadable", places(report.faults().unreadable()))
        .put("differing", places(report.faults().differing()))
        .put("repaired", places(report.faults().repaired()))
        .put("hashes", report.hashes().stream().map(ReportJson::hash).toList())
        .toString();
  }

  private static JsonObject phase(JobReport.Phase phase) {
    return new JsonObject().put("phase", phase.name()).put("milliseconds", phase.millis());
  }

  private static JsonObject device(JobReport.Device device) {
    return new JsonObject()
        .put("name", device.name())
        .put("kind", device.kind())
        .put("model", device.model())
        .put("serial", device.serial())
        .put("wwn", device.wwn())
        .put("size", device.size())
        .put("sectorSize", device.sectorSize())
        .put("diskseq", device.diskseq());
  }

  private static JsonObject amounts(JobReport.Amounts amounts) {
    return new JsonObject()
        .put("bytesTotal", amounts.total())
        .put("bytesRead", amounts.read())
        .put("bytesWritten", amounts.written())
        .put("bytesZeroed", amounts.zeroed())
        .put("bytesKept", amounts.kept())
        .put("bytesCompared", amounts.compared())
        .put("meanBytesPerSecond", amounts.meanRate())
        .put("peakBytesPerSecond", amounts.peakRate());
  }

  private static JsonObject stall(JobReport.Stall stall) {
    return new JsonObject()
        .put("side", stall.side())
        .put("device", stall.device())
        .put("operation", stall.operation())
        .put("seconds", stall.seconds());
  }

  private static JsonObject places(Places places) {
    return new JsonObject()
        .put("count", places.count())
        .put("bytes", places.bytes())
        .put("regions", places.first().stream().map(ReportJson::region).toList());
  }

  private static JsonObject region(Region region) {
    return new JsonObject().put("offset", region.offset()).put("length", region.length());
  }

  private static JsonObject hash(JobReport.Hash hash) {
    return new JsonObject().put("algorithm", hash.algorithm()).put("value", hash.value());
  }

  /// The report that a text is.
  ///
  /// @throws JsonException if it is none
  static JobReport read(String text) throws JsonException {
    var json = JsonValue.Members.of(JsonValue.parse(text), FORMAT);
    if (!json.text("format").equals(FORMAT) || json.number("version") != VERSION) {
      throw new JsonException("no report of a job that this version reads");
    }
    try {
      return report(json);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new JsonException("a report with a value that makes no sense: " + e.getMessage());
    }
  }

  private static JobReport report(JsonValue.Members json) throws JsonException {
    return new JobReport(
        json.text("program"),
        JobReport.Kind.valueOf(json.text("kind").toUpperCase(Locale.ROOT)),
        JobReport.Outcome.valueOf(json.text("outcome").toUpperCase(Locale.ROOT)),
        json.text("message"),
        new JobReport.Course(
            readTime(json.text("started")),
            readTime(json.text("ended")),
            Duration.ofMillis(json.number("milliseconds")),
            each(json, "phases", ReportJson::readPhase)),
        readDevice(json.members("source")),
        readDevice(json.members("target")),
        readOptions(json.members("options")),
        readAmounts(json.members("amounts")),
        new JobReport.Faults(
            readTexts(json.items("errors")),
            readWarnings(json),
            each(json, "stalls", ReportJson::readStall),
            readPlaces(json.members("unreadable")),
            readPlaces(json.members("differing")),
            readPlaces(json.members("repaired"))),
        each(json, "hashes", h -> new JobReport.Hash(h.text("algorithm"), h.text("value"))));
  }

  // The first and the last instants of all have no date in some time zones, or in none.
  private static Instant readTime(String text) {
    Instant time = Instant.parse(text);
    var _ = time.atOffset(ZoneOffset.MIN);
    var _ = time.atOffset(ZoneOffset.MAX);
    return time;
  }

  private interface Reading<T> {
    T of(JsonValue.Members json) throws JsonException;
  }

  private static <T> List<T> each(JsonValue.Members json, String name, Reading<T> reading)
      throws JsonException {
    List<T> all = new ArrayList<>();
    for (JsonValue value : json.items(name)) {
      all.add(reading.of(JsonValue.Members.of(value, name)));
    }
    return all;
  }

  private static JobReport.Phase readPhase(JsonValue.Members json) throws JsonException {
    return new JobReport.Phase(json.text("phase"), json.number("milliseconds"));
  }

  private static JobReport.Device readDevice(JsonValue.Members json) throws JsonException {
    return new JobReport.Device(
        json.text("name"),
        json.text("kind"),
        json.optionalText("model"),
        json.optionalText("serial"),
        json.optionalText("wwn"),
        json.optionalNumber("size"),
        json.optionalNumber("sectorSize"),
        json.optionalNumber("diskseq"));
  }

  private static Map<String, String> readOptions(JsonValue.Members json) throws JsonException {
    Map<String, String> options = new LinkedHashMap<>();
    for (String name : json.values().keySet()) {
      options.put(name, json.text(name));
    }
    return options;
  }

  private static JobReport.Amounts readAmounts(JsonValue.Members json) throws JsonException {
    return new JobReport.Amounts(
        json.number("bytesTotal"),
        json.number("bytesRead"),
        json.number("bytesWritten"),
        json.number("bytesZeroed"),
        json.number("bytesKept"),
        json.number("bytesCompared"),
        json.number("meanBytesPerSecond"),
        json.number("peakBytesPerSecond"));
  }

  // Reports of earlier versions have none.
  private static List<String> readWarnings(JsonValue.Members json) throws JsonException {
    return json.values().containsKey("warnings") ? readTexts(json.items("warnings")) : List.of();
  }

  private static List<String> readTexts(List<JsonValue> values) throws JsonException {
    List<String> texts = new ArrayList<>();
    for (JsonValue value : values) {
      if (!(value instanceof JsonValue.Text(var text))) {
        throw new JsonException("a text was expected");
      }
      texts.add(text);
    }
    return texts;
  }

  private static JobReport.Stall readStall(JsonValue.Members json) throws JsonException {
    return new JobReport.Stall(
        json.text("side"), json.text("device"), json.text("operation"), json.number("seconds"));
  }

  private static Places readPlaces(JsonValue.Members json) throws JsonException {
    return new Places(
        json.number("count"),
        json.number("bytes"),
        each(json, "regions", r -> new Region(r.number("offset"), r.number("length"))));
  }
}
