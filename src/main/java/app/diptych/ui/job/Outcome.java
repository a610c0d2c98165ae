package app.diptych.ui.job;

import app.diptych.clone.CloneResult;
import app.diptych.clone.Phase;
import app.diptych.ui.parts.Texts;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// How the window tells the end of a job at a glance, beside the sentence every face says.
///
/// @param headline in two or three words
/// @param icon a picture
/// @param styleClass the colour it is told in
record Outcome(String headline, Ikon icon, String styleClass) {

  /// Whether nothing went wrong.
  boolean isGood() {
    return styleClass.equals("success");
  }

  /// The words for a result.
  static Outcome of(CloneResult result) {
    return switch (result) {
      case CloneResult.Completed(_, _, var verified) ->
          new Outcome(
              Texts.of(verified ? "outcome.verified" : "outcome.completed"),
              Material2OutlinedAL.CHECK_CIRCLE,
              "success");
      case CloneResult.Cancelled _ -> partly("outcome.cancelled");
      case CloneResult.Skipped _ -> partly("outcome.skipped");
      case CloneResult.Refused _ -> bad("outcome.refused");
      case CloneResult.Failed(var phase, _, _) ->
          bad(phase == Phase.VERIFYING ? "outcome.unproven" : "outcome.failed");
      case CloneResult.Mismatch _ -> bad("outcome.mismatch");
    };
  }

  private static Outcome partly(String headlineKey) {
    return new Outcome(Texts.of(headlineKey), Material2OutlinedMZ.REPORT_PROBLEM, "warning");
  }

  private static Outcome bad(String headlineKey) {
    return new Outcome(Texts.of(headlineKey), Material2OutlinedAL.ERROR_OUTLINE, "danger");
  }
}
