package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.cli.output.ProgressKind;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Refusal;
import app.diptych.clone.Unmounting;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.clone.Wording;
import java.util.List;
import java.util.Optional;

/// What must be said and asked between the checks and a job that overwrites a target.
///
/// @param console where it is said
/// @param machine whose disks it is about
/// @param options what was consented to beforehand
record Consent(Console console, Machine machine, CopyOptions options) {

  /// How a command ends that must not go on; empty where it may.
  Optional<CloneResult> objection(CloneRequest request, Verdict verdict, ProgressKind kind) {
    List<Refusal> refusals = options.refusals(request, verdict);
    if (!refusals.isEmpty()) {
      return Optional.of(new CloneResult.Refused(refusals));
    }
    Optional<Unmounting> unmounting = options.unmounting(verdict);
    warn(console, verdict.warnings(), kind);
    if (kind != ProgressKind.JSON) {
      unmounting.ifPresent(what -> console.complain("warning: " + Wording.of(what)));
    }
    if (!options.yes() && !new EraseQuestion(console, machine).ask(request, verdict.warnings())) {
      return Optional.of(new CloneResult.Cancelled(0, 0));
    }
    return unmounting
        .flatMap(machine::unmount)
        .map(refusal -> new CloneResult.Refused(List.of(refusal)));
  }

  /// Says what to know, to people: scripts find it in the result.
  static void warn(Console console, List<Warning> warnings, ProgressKind kind) {
    if (kind != ProgressKind.JSON) {
      warnings.forEach(warning -> console.complain("warning: " + Wording.of(warning)));
    }
  }
}
