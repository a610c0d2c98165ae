package app.diptych.clone.check;

import app.diptych.block.os.OpenOptions;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import java.util.List;

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

  /// These, where only what differs on the target is overwritten.
  public Findings mending() {
    List<Warning> warnings = verdict.warnings().stream().map(Findings::mending).toList();
    return new Findings(new Verdict(verdict.refusals(), warnings, verdict.bytes()), source, target);
  }

  private static Warning mending(Warning warning) {
    return warning instanceof Warning.TargetHasData(var name, var contents, _)
        ? new Warning.TargetHasData(name, contents, Warning.Loss.UNEQUAL)
        : warning;
  }

  /// These, if nothing stands against the request.
  public Findings clear() throws RefusedException {
    if (!verdict.isClear()) {
      throw new RefusedException(verdict.refusals());
    }
    return this;
  }
}
