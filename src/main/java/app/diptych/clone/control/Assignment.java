package app.diptych.clone.control;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Comparison;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Skipping;
import app.diptych.clone.Words;
import app.diptych.report.JobReport;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a job was asked for, as its report tells it.
///
/// @param kind what it is
/// @param request source, target and how
/// @param options what is not as it always is, by the names of the command line's options
public record Assignment(JobReport.Kind kind, CloneRequest request, Map<String, String> options) {

  /// A clone.
  public static Assignment clone(CloneRequest request) {
    return new Assignment(JobReport.Kind.CLONE, request, options(request.options()));
  }

  /// A clone of a source that stays in use.
  public static Assignment mirror(MirrorRequest request) {
    Map<String, String> options = options(request.pair().options());
    request.export().uri().ifPresent(uri -> options.put("export", uri.toString()));
    if (request.export().isReadOnly()) {
      options.put("read-only", "true");
    }
    options.put("copy-mode", Words.of(request.mode()));
    return new Assignment(JobReport.Kind.MIRROR, request.pair(), options);
  }

  /// A comparison.
  public static Assignment verify(CloneRequest request) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("fit", Words.of(request.options().fit()));
    if (request.options().comparison().hashes()) {
      options.put("sha256", "true");
    }
    return new Assignment(JobReport.Kind.VERIFY, request, options);
  }

  /// A repair.
  public static Assignment repair(CloneRequest request) {
    return new Assignment(JobReport.Kind.REPAIR, request, options(request.options()));
  }

  private static Map<String, String> options(CloneRequest.Options asked) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("fit", Words.of(asked.fit()));
    options.put("verify", Boolean.toString(asked.verify()));
    if (asked.verify()) {
      put(options, asked.comparison());
    }
    if (asked.acceptsMountedSource()) {
      options.put("accept-mounted-source", "true");
    }
    asked.eraseName().ifPresent(name -> options.put("erase", name));
    if (asked.rate() > 0) {
      options.put("rate", Long.toString(asked.rate()));
    }
    asked.skipping().ifPresent(way -> put(options, way));
    if (asked.journaling().resumes()) {
      options.put("resume", "true");
    }
    return options;
  }

  private static void put(Map<String, String> options, Comparison comparison) {
    options.put("verify-by", Words.of(comparison.way()));
    if (comparison.hashes()) {
      options.put("sha256", "true");
    }
  }

  private static void put(Map<String, String> options, Skipping way) {
    options.put("on-read-error", "skip");
    options.put("retries", Integer.toString(way.retries()));
    way.map().ifPresent(map -> options.put("map", map.toString()));
  }
}
