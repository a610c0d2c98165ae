package app.diptych.clone.check;

import app.diptych.clone.RefusedException;
import app.diptych.clone.Verdict;

/// All that the checks found out about a request.
///
/// @param verdict what it comes to
/// @param source the source at that moment
/// @param target the target at that moment
public record Findings(Verdict verdict, Subject source, Subject target) {

  /// These, if nothing stands against the request.
  public Findings clear() throws RefusedException {
    if (!verdict.isClear()) {
      throw new RefusedException(verdict.refusals());
    }
    return this;
  }
}
