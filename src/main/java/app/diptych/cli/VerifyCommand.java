package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.cli.output.ProgressKind;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Comparison;
import app.diptych.clone.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `diptych verify`.
final class VerifyCommand implements Callable<Integer> {
  private final Console console;
  private final Machine machine;
  private final JobRunner jobs;

  private final Pair pair = new Pair();

  private final Setting<Boolean> json =
      Setting.flag("--json", "Print the result as one JSON object.");

  private final Setting<Boolean> repairs =
      Setting.flag(
          "--repair",
          "Copy what differs onto TARGET again, and nothing else: after the same checks as for"
              + " a clone, with TARGET held alone. The next three options belong to it.");

  private final ConsentOptions consent = new ConsentOptions();

  private final Setting<Boolean> sha256 =
      Setting.flag("--sha256", "Tell the SHA-256 of SOURCE, too.");

  private final ReportOption report = new ReportOption();
  private final ProgressOption progress = new ProgressOption();

  VerifyCommand(Console console, Machine machine, JobRunner jobs) {
    this.console = console;
    this.machine = machine;
    this.jobs = jobs;
  }

  /// The command, its options and its help.
  CommandSpec spec() {
    CommandSpec spec =
        Form.of(
            "verify",
            this,
            "Compares SOURCE and TARGET, and prints every region that differs.",
            "With --repair, what differs is copied onto TARGET again, and all is compared once"
                + " more.");
    spec.usageMessage()
        .footer(
            "",
            "Examples:",
            "  diptych verify /dev/sda /dev/sdb",
            "  diptych verify old.img /dev/sdb --fit=start --json",
            "  diptych verify /dev/sda /dev/sdb --repair --yes",
            "",
            "Exit codes: 0 equal, 1 failed, 3 refused by the checks, 4 different, 130 cancelled.");
    pair.addTo(spec);
    json.addTo(spec);
    repairs.addTo(spec);
    consent.addTo(spec);
    sha256.addTo(spec);
    report.addTo(spec);
    progress.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    if (repairs.isSet()) {
      consent.require(console, "what differs on " + pair.target());
    }
    CloneRequest request =
        new CloneRequest(
            pair.source(),
            pair.target(),
            consent
                .options(pair.fit())
                .with(new Comparison(Comparison.Way.BOTH, sha256.isSet()), true));
    ProgressKind kind = progress.kind(console);
    Ended ended = objection(request).map(Ended::before).orElseGet(() -> run(request, kind));
    Outcome outcome =
        repairs.isSet() ? Outcome.repaired(request, ended) : Outcome.compared(request, ended);
    return json.isSet() ? outcome.tellJson(console, kind) : outcome.tell(console, kind);
  }

  private Optional<CloneResult> objection(CloneRequest request) {
    Optional<Refusal> noReport = report.refusal(request);
    if (noReport.isPresent()) {
      return Optional.of(new CloneResult.Refused(List.of(noReport.get())));
    }
    boolean isAllowed =
        !repairs.isSet()
            || consent.yes()
            || new EraseQuestion(console, machine).askToRepair(request);
    return isAllowed ? Optional.empty() : Optional.of(new CloneResult.Cancelled(0, 0));
  }

  private Ended run(CloneRequest request, ProgressKind kind) {
    return repairs.isSet()
        ? jobs.repair(request, kind, report)
        : jobs.verify(request, kind, report);
  }
}
