package app.diptych.clone.check;

import app.diptych.block.os.OpenOptions;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;

/// All that the checks found out about a request.
///
/// @param verdict what it comes to
/// @param source the source at that moment
/// @param target the target at that moment
public record Findings(Verdict verdict, Subject source, Subject target) {

  /// How what is only read is opened: it is to stay as it is, unless others may write to it.
  public OpenOptions reading() {
    return reading(verdict);
  }

  /// The same, by a verdict alone.
  static OpenOptions reading(Verdict verdict) {
    boolean isWritten =
        verdict.warnings().stream()
            .anyMatch(warning ->
                warning instanceof Warning.SourceInUse || warning instanceof Warning.OfferedInUse);
    return isWritten ? OpenOptions.READ : OpenOptions.SOURCE;
  }

  /// These, if nothing stands against the request.
  public Findings clear() throws RefusedException {
    if (!verdict.isClear()) {
      throw new RefusedException(verdict.refusals());
    }
    return this;
  }
}
