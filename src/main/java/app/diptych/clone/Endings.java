package app.diptych.clone;

import static app.diptych.clone.Sentences.say;

import app.diptych.report.JobReport;
import app.diptych.units.Decimals;
import app.diptych.units.Sizes;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The sentences for how a job ended, the same in every face: each names what is with the target,
/// and what to do.
public final class Endings {
  private Endings() {}

  /// How it ended, and by which options it goes on; names the target as incomplete where it is.
  public static String of(CloneResult result, CloneRequest request) {
    return of(result, request, true);
  }

  /// The same, where it is known whether there is a journal to go on from.
  public static String of(CloneResult result, CloneRequest request, boolean isKept) {
    return result instanceof CloneResult.Refused(var refusals)
        ? refused(refusals.stream().map(Wording::of))
        : ended(result, request) + Ways.of(result, request, isKept);
  }

  private static String refused(Stream<String> refusals) {
    return say("result.Refused", refusals.collect(Collectors.joining(" ")));
  }

  /// How it ended, for a face without options; names the target as incomplete where it is.
  public static String ended(CloneResult result, CloneRequest request) {
    return switch (result) {
      case CloneResult.Completed(var bytes, var took, var isVerified) ->
          say(
              "result.Completed." + (isVerified ? "verified" : "cloned"),
              request.source(),
              request.target(),
              bytes,
              Sizes.of(bytes),
              duration(took));
      case CloneResult.Skipped skipped ->
          say(
              "result.Skipped." + (skipped.verified() ? "verified" : "cloned"),
              request.source(),
              request.target(),
              skipped.bytesUnreadable(),
              skipped.unreadable().size(),
              skipped.unreadable().getFirst().offset());
      case CloneResult.Cancelled cancelled -> cancelled(cancelled, request);
      case CloneResult.Refused(var refusals) -> refused(refusals.stream().map(Wording::plain));
      case CloneResult.Failed failed ->
          say(
              "result.Failed." + failed.phase().name(),
              failed.reason() + (failed.couldSkip() ? say("failure.rest") : ""),
              request.target());
      case CloneResult.Mismatch(var regions, var bytes) ->
          say(
              "result.Mismatch",
              request.source(),
              request.target(),
              bytes,
              regions.size(),
              regions.getFirst().offset());
    };
  }

  /// How a comparison ended: where nothing is written, the target is not made incomplete by an
  /// early end.
  public static String compared(CloneResult result, CloneRequest request) {
    return switch (result) {
      case CloneResult.Completed(var bytes, var took, _) ->
          say(
              "compared.Completed",
              request.source(),
              request.target(),
              bytes,
              Sizes.of(bytes),
              duration(took));
      case CloneResult.Cancelled(var done, var total) -> say("compared.Cancelled", done, total);
      case CloneResult.Failed(_, var reason, _) -> say("compared.Failed", reason);
      case CloneResult.Refused _, CloneResult.Mismatch _, CloneResult.Skipped _ ->
          of(result, request);
    };
  }

  /// How a repair ended.
  ///
  /// @param repaired what was, or was to be, copied again
  public static String repaired(
      CloneResult result, CloneRequest request, JobReport.Places repaired) {
    if (repaired.count() == 0) {
      return compared(result, request);
    }
    return switch (result) {
      case CloneResult.Completed(_, var took, _) ->
          say(
              "repaired.Completed",
              request.source(),
              request.target(),
              repaired.bytes(),
              repaired.count(),
              duration(took));
      case CloneResult.Mismatch(var regions, var bytes) ->
          say(
              "repaired.Mismatch",
              request.source(),
              request.target(),
              bytes,
              regions.size(),
              regions.getFirst().offset());
      case CloneResult.Cancelled _ -> say("repaired.Cancelled", request.target());
      case CloneResult.Failed(_, var reason, _) -> say("repaired.Failed", reason, request.target());
      case CloneResult.Refused _, CloneResult.Skipped _ -> of(result, request);
    };
  }

  /// How a clone of a source in use ended.
  ///
  /// @param repaired what differed when it was compared, and was copied again
  /// @param isKept whether there is a journal to go on from
  public static String mirrored(
      CloneResult result, CloneRequest request, JobReport.Places repaired, boolean isKept) {
    String how = of(result, request, isKept);
    return result instanceof CloneResult.Completed && repaired.count() > 0
        ? how + say("mirrored.repaired", places(repaired))
        : how;
  }

  /// What was found to differ while clients use the source.
  public static String differing(JobReport.Places places) {
    return say("verified.differing", places(places));
  }

  private static Object[] places(JobReport.Places places) {
    return new Object[] {places.bytes(), places.count(), places.first().getFirst().offset()};
  }

  /// What to do about a target that differs, at a command line.
  public static String repairing() {
    return say("result.repair");
  }

  private static String cancelled(CloneResult.Cancelled cancelled, CloneRequest request) {
    String when =
        cancelled.bytesTotal() == 0
            ? "before"
            : cancelled.bytesDone() < cancelled.bytesTotal() ? "midway" : "compared";
    return say(
        "result.Cancelled." + when,
        request.target(),
        cancelled.bytesDone(),
        cancelled.bytesTotal());
  }

  private static String duration(Duration took) {
    long seconds = took.toSeconds();
    if (seconds < 60) {
      return Decimals.of((took.toMillis() + 50) / 100, 10) + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }
}
