package app.diptych.ui.parts;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endings;
import app.diptych.clone.Refusal;
import app.diptych.clone.Sentences;
import app.diptych.clone.Wording;
import app.diptych.disks.Use;
import app.diptych.text.Harmless;
import app.diptych.units.Sizes;
import java.util.List;
import java.util.stream.Collectors;

/// The sentences of the checks and of a job's end as the window says them: where those of the
/// commands name an option as the way out, here it is a box to tick, or another pick.
public final class Sayings {
  private Sayings() {}

  /// Why it is refused, and what to do.
  public static String of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.SourceInUse(_, var uses) -> Texts.of("verdict.source-in-use", list(uses));
      case Refusal.OfferedInUse(_, _, var uses) ->
          Texts.of(
              "verdict.offered-in-use",
              uses.isEmpty() ? Texts.of("verdict.held-by-another") : list(uses));
      case Refusal.TargetInUse(_, var uses) when !uses.isEmpty() ->
          Texts.of("verdict.target-in-use", list(uses));
      case Refusal.ReadOnlyOffered _ -> Texts.of("verdict.read-only-offered");
      case Refusal.Lengths(var source, var target, var fitHelps) when fitHelps ->
          Texts.of(
              "verdict.target-larger", Sizes.of(target - source), Amounts.exact(target - source));
      case Refusal.SystemDisk(_, var name) -> Texts.of("verdict.system-disk", name);
      case Refusal.NoJournal(var source, var target, var reason) ->
          Texts.of("verdict.no-journal", source, target, reason);
      case Refusal.JournalUnwritable(var folder, var reason) ->
          Texts.of("verdict.journal-unwritable", folder, reason);
      case Refusal.MapUnusable(var map, var reason) ->
          Texts.of("verdict.map-unusable", Harmless.of(map.toString()), reason);
      case Refusal.NoSuchPath _,
          Refusal.NothingToCompare _,
          Refusal.NotADevice _,
          Refusal.Empty _,
          Refusal.NotAccessible _,
          Refusal.NotLent _,
          Refusal.NotServed _,
          Refusal.RawDisksUnsupported _,
          Refusal.SameDevice _,
          Refusal.Lengths _,
          Refusal.SectorSizes _,
          Refusal.ReadOnlyTarget _,
          Refusal.TargetInUse _,
          Refusal.NotUnmounted _,
          Refusal.NoExport _,
          Refusal.NoRoom _,
          Refusal.SkippingLive _,
          Refusal.Reversed _,
          Refusal.UnderWay _,
          Refusal.ReportUnusable _,
          Refusal.IdentityChanged _ ->
          Wording.plain(refusal);
    };
  }

  /// How a job ended.
  public static String of(CloneResult result, CloneRequest request) {
    return switch (result) {
      case CloneResult.Refused(var refusals) ->
          Texts.of(
              "result.refused",
              refusals.stream().map(Sayings::of).collect(Collectors.joining(" ")));
      case CloneResult.Cancelled(var done, var total) when total > 0 && done < total ->
          Texts.of("result.cancelled", Amounts.part(done, total), request.target());
      case CloneResult.Skipped skipped -> skipped(skipped, request);
      case CloneResult.Completed _,
          CloneResult.Cancelled _,
          CloneResult.Failed _,
          CloneResult.Mismatch _ ->
          Endings.ended(result, request);
    };
  }

  /// What went wrong, as a file system said it.
  public static String of(Throwable cause) {
    return Sentences.reason(cause);
  }

  private static String skipped(CloneResult.Skipped skipped, CloneRequest request) {
    return Texts.of(
        skipped.verified() ? "result.skipped-verified" : "result.skipped",
        Amounts.exact(skipped.bytesUnreadable()),
        skipped.unreadable().size(),
        request.source(),
        request.target());
  }

  private static String list(List<Use> uses) {
    return uses.stream().map(Wording::of).collect(Collectors.joining(", "));
  }
}
