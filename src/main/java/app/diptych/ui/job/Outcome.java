package app.diptych.ui.job;

import app.diptych.clone.CloneResult;
import app.diptych.clone.Phase;
import app.diptych.ui.parts.Texts;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// How the window tells the end of a job, beside the sentence every face says.
///
/// @param headline in two or three words
/// @param next what to do next
/// @param icon a picture
/// @param styleClass the colour it is told in
record Outcome(String headline, String next, Ikon icon, String styleClass) {

  /// Whether nothing went wrong.
  boolean isGood() {
    return styleClass.equals("success");
  }

  /// The words for what came of a deed.
  static Outcome of(CloneResult result, Deed deed) {
    return switch (result) {
      case CloneResult.Completed(_, _, var verified) ->
          switch (deed) {
            case MIRROR ->
                good(verified ? "outcome.verified" : "outcome.completed", "next.mirrored");
            case CLONE ->
                good(
                    verified ? "outcome.verified" : "outcome.completed",
                    verified ? "next.verified" : "next.completed");
          };
      case CloneResult.Cancelled _ -> partly("outcome.cancelled", "next.cancelled");
      case CloneResult.Skipped _ -> partly("outcome.skipped", "next.skipped");
      case CloneResult.Refused _ -> bad("outcome.refused", "next.refused");
      case CloneResult.Failed(var phase, _, _) -> failed(phase);
      case CloneResult.Mismatch _ -> bad("outcome.mismatch", "next.mismatch");
    };
  }

  private static Outcome failed(Phase phase) {
    return switch (phase) {
      case PREPARING -> bad("outcome.failed", "next.refused");
      case COPYING, RESCUING, FLUSHING, IN_SYNC, DETACHED -> bad("outcome.failed", "next.failed");
      case VERIFYING -> bad("outcome.unproven", "next.unproven");
    };
  }

  private static Outcome good(String headlineKey, String nextKey) {
    return new Outcome(
        Texts.of(headlineKey), Texts.of(nextKey), Material2OutlinedAL.CHECK_CIRCLE, "success");
  }

  private static Outcome partly(String headlineKey, String nextKey) {
    return new Outcome(
        Texts.of(headlineKey), Texts.of(nextKey), Material2OutlinedMZ.REPORT_PROBLEM, "warning");
  }

  private static Outcome bad(String headlineKey, String nextKey) {
    return new Outcome(
        Texts.of(headlineKey), Texts.of(nextKey), Material2OutlinedAL.ERROR_OUTLINE, "danger");
  }
}
