package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.clone.Wording;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diptych clone`.
@Command(
    name = "clone",
    description = {
      "Clones SOURCE onto TARGET and ends when the target is durable.",
      "Everything on TARGET is lost. An image that does not exist is created."
    },
    footer = {
      "",
      "Examples:",
      "  diptych clone /dev/sda /dev/sdb --yes --verify",
      "  diptych clone /dev/sdb card.img             (asks first)",
      "  diptych clone old.img /dev/sdb --fit=start --yes",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage (also: no --yes, and no terminal to ask on),",
      "3 refused by the checks, 4 source and target differ, 130 cancelled (signal, or not yes)."
    })
final class CloneCommand implements Callable<Integer> {
  private final Console console;
  private final Machine machine;
  private final JobRunner jobs;

  @Mixin private final Pair pair = new Pair();
  @Mixin private final CloneOptions options = new CloneOptions();
  @Mixin private final ProgressOption progress = new ProgressOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  CloneCommand(Console console, Machine machine, JobRunner jobs) {
    this.console = console;
    this.machine = machine;
    this.jobs = jobs;
  }

  @Override
  public Integer call() {
    if (!options.yes() && !console.terminal().reads()) {
      throw new ParameterException(
          spec.commandLine(),
          "everything on " + pair.target() + " would be lost: say --yes, there is no terminal");
    }
    CloneRequest request = options.request(pair);
    ProgressKind kind = progress.kind(console);
    Verdict verdict = machine.check(request);
    return outcome(request, verdict, kind).tell(console, kind);
  }

  private Outcome outcome(CloneRequest request, Verdict verdict, ProgressKind kind) {
    if (!verdict.isClear()) {
      var refused = new CloneResult.Refused(verdict.refusals());
      return Outcome.of(request, refused, verdict.warnings());
    }
    if (kind != ProgressKind.JSON) {
      for (Warning warning : verdict.warnings()) {
        console.complain("warning: " + Wording.of(warning));
      }
    }
    if (!options.yes() && !new EraseQuestion(console, machine).ask(request)) {
      return Outcome.of(request, new CloneResult.Cancelled(0, 0), verdict.warnings());
    }
    CloneResult result = jobs.clone(request, kind, Optional.empty());
    return Outcome.of(request, result, verdict.warnings());
  }
}
