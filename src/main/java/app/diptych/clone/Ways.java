package app.diptych.clone;

import static app.diptych.clone.Sentences.say;

import java.nio.file.Files;
import java.util.Optional;

/// The options of the commands by which it goes on, as the ends of sentences: for a command line
/// only.
final class Ways {
  private Ways() {}

  /// What lifts a refusal; empty where no option does.
  static String of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Lengths lengths -> lengths.fitStartHelps() ? say("way.fit") : "";
      case Refusal.TargetInUse(_, var uses) ->
          !uses.isEmpty() && Unmounting.areLoose(uses) ? say("way.unmount") : "";
      case Refusal.NotServed(_, _, _, var obstacle) ->
          obstacle == Refusal.Obstacle.OTHER ? say("way.info") : "";
      case Refusal.OfferedInUse _, Refusal.ReadOnlyOffered _ -> say("way.read-only");
      case Refusal.SourceInUse _ -> say("way.accept");
      case Refusal.SystemDisk(_, var name) -> say("way.erase", name);
      case Refusal.NoJournal _ -> say("way.anew");
      case Refusal.Reversed(var source, _) -> say("way.forget", source);
      case Refusal.JournalUnwritable _ -> say("way.journal");
      case Refusal.NoSuchPath _,
          Refusal.NothingToCompare _,
          Refusal.NotADevice _,
          Refusal.Empty _,
          Refusal.NotAccessible _,
          Refusal.NotLent _,
          Refusal.RawDisksUnsupported _,
          Refusal.SameDevice _,
          Refusal.SectorSizes _,
          Refusal.ReadOnlyTarget _,
          Refusal.NotUnmounted _,
          Refusal.NoExport _,
          Refusal.NoRoom _,
          Refusal.SkippingLive _,
          Refusal.MapUnusable _,
          Refusal.ReportUnusable _,
          Refusal.UnderWay _,
          Refusal.IdentityChanged _ ->
          "";
    };
  }

  /// How a job goes on that ended so; empty where it does not.
  ///
  /// @param isKept whether there is a journal
  static String of(CloneResult result, CloneRequest request, boolean isKept) {
    return switch (result) {
      case CloneResult.Cancelled(var done, var total) ->
          done < total ? goingOn(Phase.COPYING, request, isKept) : "";
      case CloneResult.Failed failed ->
          // Of a pair that is not what it was, neither journal nor map is known.
          (failed.cure() != CloneResult.Cure.PEACE ? goingOn(failed.phase(), request, isKept) : "")
              + (failed.couldSkip() ? say("result.skip") : "");
      case CloneResult.Completed _,
          CloneResult.Skipped _,
          CloneResult.Refused _,
          CloneResult.Mismatch _ ->
          "";
    };
  }

  private static String goingOn(Phase phase, CloneRequest request, boolean isKept) {
    boolean isMidway =
        switch (phase) {
          case COPYING, RESCUING, FLUSHING, IN_SYNC -> true;
          case PREPARING, VERIFYING, DETACHED -> false;
        };
    Optional<Skipping> skipping = request.options().skipping();
    if (!isMidway) {
      return "";
    }
    if (skipping.isEmpty()) {
      return isKept ? say("result.resume") : "";
    }
    // With unreadable sectors skipped it is the map that goes on, once it was written.
    return skipping.get().map().filter(Files::exists).map(map -> say("map.resume", map)).orElse("");
  }
}
