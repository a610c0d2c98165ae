package app.diptych.ui.job;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Phase;
import app.diptych.ui.job.JobState.Ended;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What to do next when a job is over: only what can be done.
final class Advice {
  private final Errand errand;
  private final Ended end;

  private Advice(Errand errand, Ended end) {
    this.errand = errand;
    this.end = end;
  }

  /// In some sentences.
  static String of(Errand errand, Ended end) {
    return new Advice(errand, end).words();
  }

  /// Whether comparing both and copying what differs is a way to a whole target.
  static boolean isToRepair(Errand errand, CloneResult result) {
    return switch (result) {
      case CloneResult.Mismatch _ -> true;
      case CloneResult.Cancelled(var done, var total) ->
          errand.wish().isRepair() || (total > 0 && done == total);
      case CloneResult.Failed(var phase, _, _) ->
          errand.wish().isRepair() || phase == Phase.VERIFYING;
      case CloneResult.Completed completed -> isUncompared(errand, completed);
      case CloneResult.Skipped _, CloneResult.Refused _ -> false;
    };
  }

  private String words() {
    return switch (end.result()) {
      case CloneResult.Completed completed -> completed(completed);
      case CloneResult.Cancelled cancelled -> cancelled(cancelled);
      case CloneResult.Skipped _ -> Texts.of("next.skipped");
      case CloneResult.Refused _ -> Texts.of("next.refused");
      case CloneResult.Failed failed -> failed(failed);
      case CloneResult.Mismatch _ -> Texts.of("next.mismatch");
    };
  }

  private String completed(CloneResult.Completed completed) {
    if (isUncompared(errand, completed)) {
      return Texts.of("next.uncompared");
    }
    if (errand.wish().deed() == Deed.MIRROR) {
      return Texts.of(errand.isOntoDisk() ? "next.mirrored" : "next.mirrored-stays");
    }
    if (completed.verified()) {
      return Texts.of(errand.isOntoDisk() ? "next.verified" : "next.verified-stays");
    }
    return Texts.of(errand.isOntoDisk() ? "next.completed" : "next.completed-stays");
  }

  // It was to be compared, and somebody has left that out since.
  private static boolean isUncompared(Errand errand, CloneResult.Completed completed) {
    return !completed.verified()
        && !errand.wish().isRepair()
        && errand.wish().request().options().verify();
  }

  private String cancelled(CloneResult.Cancelled cancelled) {
    if (errand.wish().isRepair()) {
      return Texts.of("next.unrepaired");
    }
    if (cancelled.bytesTotal() == 0 && !errand.goesOn()) {
      return Texts.of("next.untouched");
    }
    return cancelled.bytesTotal() > 0 && cancelled.bytesDone() == cancelled.bytesTotal()
        ? Texts.of("next.uncompared")
        : Texts.of("next.incomplete") + " " + goingOn();
  }

  private String failed(CloneResult.Failed failed) {
    return switch (failed.phase()) {
      case PREPARING -> Texts.of("next.refused");
      case COPYING, RESCUING, FLUSHING, IN_SYNC ->
          errand.wish().isRepair()
              ? mending(failed) + Texts.of("next.unrepaired")
              : Texts.of("next.incomplete") + " " + mending(failed) + goingOn(failed);
      case VERIFYING ->
          Texts.of("next.unproven") + " " + mending(failed) + Texts.of("next.compare");
      case DETACHED -> Texts.of("next.detached") + " " + mending(failed).strip();
    };
  }

  // Where something is full or was moved, no disk is at fault, and a file or a server has no cable.
  private String mending(CloneResult.Failed failed) {
    return Texts.of(
            switch (failed.cure()) {
              case ROOM -> "next.room";
              case PEACE -> "next.peace";
              case SKIPPING, UNKNOWN -> check();
            })
        + " ";
  }

  private String check() {
    CloneRequest request = errand.wish().request();
    List<Endpoint> both = List.of(request.source(), request.target());
    if (both.stream().anyMatch(Endpoint.Export.class::isInstance)) {
      return "next.check-server";
    }
    return both.stream().allMatch(Endpoint.ImageFile.class::isInstance)
        ? "next.check-files"
        : "next.check";
  }

  // Of a pair that is not what it was, no journal and no map is known.
  private String goingOn(CloneResult.Failed failed) {
    return failed.cure() == CloneResult.Cure.PEACE ? Texts.of("next.anew") : goingOn();
  }

  private String goingOn() {
    Optional<Path> map = errand.map();
    // A journal of earlier is there whatever became of the going on.
    if (end.canGoOn() || errand.goesOn()) {
      return Texts.of("next.go-on");
    }
    return map.isPresent() ? Texts.of("next.go-on-map", map.get()) : Texts.of("next.anew");
  }
}
