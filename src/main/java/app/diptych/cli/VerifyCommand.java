package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Comparison;
import app.diptych.clone.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diptych verify`.
@Command(
    name = "verify",
    description = {
      "Compares SOURCE and TARGET, and prints every region that differs.",
      "With --repair, what differs is copied onto TARGET again, and all is compared once more."
    },
    footer = {
      "",
      "Examples:",
      "  diptych verify /dev/sda /dev/sdb",
      "  diptych verify old.img /dev/sdb --fit=start --json",
      "  diptych verify /dev/sda /dev/sdb --repair --yes",
      "",
      "Exit codes: 0 equal, 1 failed, 3 refused by the checks, 4 different, 130 cancelled."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;
  private final Machine machine;
  private final JobRunner jobs;

  @Mixin private final Pair pair = new Pair();

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(
      names = "--repair",
      description = {
        "Copy what differs onto TARGET again, and nothing else: after the same checks as for a",
        "clone, with TARGET held alone. The next three options belong to it."
      })
  private boolean repairs;

  @Mixin private final ConsentOptions consent = new ConsentOptions();

  @Option(names = "--sha256", description = "Tell the SHA-256 of SOURCE, too.")
  private boolean sha256;

  @Mixin private final ReportOption report = new ReportOption();
  @Mixin private final ProgressOption progress = new ProgressOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  VerifyCommand(Console console, Machine machine, JobRunner jobs) {
    this.console = console;
    this.machine = machine;
    this.jobs = jobs;
  }

  @Override
  public Integer call() {
    requireConsent();
    CloneRequest request =
        new CloneRequest(
            pair.source(),
            pair.target(),
            consent.options(pair.fit()).with(new Comparison(Comparison.Way.BOTH, sha256), true));
    ProgressKind kind = progress.kind(console);
    Ended ended = objection(request).map(Ended::before).orElseGet(() -> run(request, kind));
    Outcome outcome = repairs ? Outcome.repaired(request, ended) : Outcome.compared(request, ended);
    return json ? outcome.tellJson(console, kind) : outcome.tell(console, kind);
  }

  private void requireConsent() {
    if (repairs && !consent.yes() && !console.terminal().reads()) {
      throw new ParameterException(
          spec.commandLine(),
          "what differs on "
              + pair.target()
              + " would be overwritten: say --yes, there is no terminal");
    }
  }

  private Optional<CloneResult> objection(CloneRequest request) {
    Optional<Refusal> noReport = report.refusal(request);
    if (noReport.isPresent()) {
      return Optional.of(new CloneResult.Refused(List.of(noReport.get())));
    }
    boolean isAllowed =
        !repairs || consent.yes() || new EraseQuestion(console, machine).askToRepair(request);
    return isAllowed ? Optional.empty() : Optional.of(new CloneResult.Cancelled(0, 0));
  }

  private Ended run(CloneRequest request, ProgressKind kind) {
    return repairs ? jobs.repair(request, kind, report) : jobs.verify(request, kind, report);
  }
}
