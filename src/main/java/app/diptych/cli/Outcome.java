package app.diptych.cli;

import app.diptych.block.Region;
import app.diptych.cli.output.Console;
import app.diptych.cli.output.ProgressKind;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endings;
import app.diptych.clone.Refusal;
import app.diptych.clone.Warning;
import app.diptych.clone.Wording;
import app.diptych.json.JsonObject;
import app.diptych.report.JobReport;
import java.util.List;
import java.util.Locale;

/// How a command that runs a job ended, as scripts and people are told.
///
/// @param request what was asked for
/// @param ended how it ended
/// @param message the same in one line
/// @param warnings what is to be known, one line each
record Outcome(CloneRequest request, Ended ended, String message, List<String> warnings) {

  /// An outcome in the words that every face uses.
  static Outcome of(CloneRequest request, Ended ended, List<Warning> warnings) {
    String message =
        ended.report().map(JobReport::message).orElseGet(() -> Endings.of(ended.result(), request));
    // The job's own checks find the same, and it may find more.
    List<String> lines =
        ended.warnings().isEmpty() ? warnings.stream().map(Wording::of).toList() : ended.warnings();
    return new Outcome(request, ended, message + hint(ended), lines);
  }

  /// An outcome of a comparison.
  static Outcome compared(CloneRequest request, Ended ended) {
    String message = Endings.compared(ended.result(), request) + hint(ended);
    return new Outcome(request, ended, message, ended.warnings());
  }

  private static String hint(Ended ended) {
    return ended.result() instanceof CloneResult.Mismatch ? Endings.repairing() : "";
  }

  private static JobReport.Places repaired(Ended ended) {
    return ended.report().map(report -> report.faults().repaired()).orElse(JobReport.Places.NONE);
  }

  /// An outcome of a repair.
  static Outcome repaired(CloneRequest request, Ended ended) {
    return new Outcome(
        request,
        ended,
        Endings.repaired(ended.result(), request, repaired(ended)),
        ended.warnings());
  }

  /// Tells it where progress was told, and answers with the exit code.
  int tell(Console console, ProgressKind progress) {
    if (progress == ProgressKind.JSON) {
      console.err().println(json());
    } else {
      tellPeople(console);
    }
    return ExitCode.of(ended.result());
  }

  /// Tells it as the one line of JSON on standard output, what is wrong on standard error as well,
  /// and answers with the exit code.
  int tellJson(Console console, ProgressKind progress) {
    console.out().println(json());
    console.out().flush();
    if (progress == ProgressKind.JSON) {
      return tell(console, progress);
    }
    complain(console);
    return ExitCode.of(ended.result());
  }

  private void tellPeople(Console console) {
    tellHashes(console);
    switch (ended.result()) {
      case CloneResult.Completed _ -> console.out().println(Console.oneLine(message));
      case CloneResult.Mismatch(var regions, _) -> tellRegions(console, "differs", regions);
      case CloneResult.Skipped skipped -> tellRegions(console, "unreadable", skipped.unreadable());
      case CloneResult.Cancelled _, CloneResult.Failed _, CloneResult.Refused _ -> {}
    }
    console.out().flush();
    complain(console);
  }

  private void complain(Console console) {
    switch (ended.result()) {
      case CloneResult.Completed _ -> {}
      case CloneResult.Refused(var refusals) ->
          refusals.forEach(refusal -> console.complain(Wording.of(refusal)));
      case CloneResult.Cancelled _,
          CloneResult.Failed _,
          CloneResult.Mismatch _,
          CloneResult.Skipped _ ->
          console.complain(message);
    }
  }

  private void tellHashes(Console console) {
    for (JobReport.Hash hash : ended.hashes()) {
      String line = hash.algorithm() + " of " + request.source() + ": " + hash.value();
      console.out().println(Console.oneLine(line));
    }
  }

  private static void tellRegions(Console console, String what, List<Region> regions) {
    regions.forEach(region ->
        console.out().println(what + " at " + region.offset() + ", " + region.length() + " bytes"));
  }

  /// What every result for scripts begins with.
  static JsonObject result(
      CloneRequest request, String word, String message, List<String> warnings) {
    return new JsonObject()
        .put("event", "result")
        .put("outcome", word)
        .put("message", Console.oneLine(message))
        .put("source", request.source().toString())
        .put("target", request.target().toString())
        .putTexts("warnings", warnings);
  }

  /// The last of the JSON lines.
  JsonObject json() {
    JsonObject json = result(request, word(), message, warnings);
    ended
        .report()
        .map(report -> report.faults().repaired())
        .filter(repaired -> repaired.count() > 0)
        .ifPresent(repaired -> json.put("bytesRepaired", repaired.bytes()));
    ended.hashes().forEach(hash -> json.put(Outcome.key(hash), hash.value()));
    return switch (ended.result()) {
      case CloneResult.Completed(var bytes, var took, var verified) ->
          json.put("bytes", bytes).put("milliseconds", took.toMillis()).put("verified", verified);
      case CloneResult.Skipped skipped ->
          json.put("bytes", skipped.bytes())
              .put("milliseconds", skipped.took().toMillis())
              .put("verified", skipped.verified())
              .put("bytesUnreadable", skipped.bytesUnreadable())
              .put("unreadable", skipped.unreadable().stream().map(Outcome::region).toList());
      case CloneResult.Cancelled(var done, var total) ->
          json.put("bytesDone", done).put("bytesTotal", total);
      case CloneResult.Refused(var refusals) ->
          json.put("refusals", refusals.stream().map(Outcome::refusal).toList());
      case CloneResult.Failed(var phase, _, _) -> json.put("phase", phase.toString());
      case CloneResult.Mismatch(var regions, var bytes) ->
          json.put("bytesDiffering", bytes)
              .put("regions", regions.stream().map(Outcome::region).toList());
    };
  }

  // SHA-256 as sha256.
  private static String key(JobReport.Hash hash) {
    return hash.algorithm().toLowerCase(Locale.ROOT).replace("-", "");
  }

  private String word() {
    return switch (ended.result()) {
      case CloneResult.Completed _ -> "completed";
      case CloneResult.Cancelled _ -> "cancelled";
      case CloneResult.Refused _ -> "refused";
      case CloneResult.Failed _ -> "failed";
      case CloneResult.Mismatch _, CloneResult.Skipped _ -> "mismatch";
    };
  }

  /// A refusal, for scripts.
  static JsonObject refusal(Refusal refusal) {
    return new JsonObject().put("reason", RefusalWord.of(refusal)).put("text", Wording.of(refusal));
  }

  private static JsonObject region(Region region) {
    return new JsonObject().put("offset", region.offset()).put("length", region.length());
  }
}
