package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.cli.output.ProgressKind;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Verdict;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `diptych clone`.
final class CloneCommand implements Callable<Integer> {
  private final Console console;
  private final Machine machine;
  private final JobRunner jobs;

  private final Pair pair = new Pair();
  private final CloneOptions options = new CloneOptions();
  private final ProgressOption progress = new ProgressOption();

  CloneCommand(Console console, Machine machine, JobRunner jobs) {
    this.console = console;
    this.machine = machine;
    this.jobs = jobs;
  }

  /// The command, its options and its help.
  CommandSpec spec() {
    CommandSpec spec =
        Form.of(
            "clone",
            this,
            "Clones SOURCE, which is only read, onto TARGET and ends when the target is durable.",
            "Everything on TARGET is lost. An image that does not exist is created.");
    spec.usageMessage()
        .footer(
            "",
            "Examples:",
            "  diptych clone /dev/sda /dev/sdb --yes --verify",
            "  diptych clone /dev/sdb card.img             (asks first)",
            "  diptych clone old.img /dev/sdb --fit=start --yes",
            "  diptych clone /dev/sda /dev/sdb --on-read-error=skip --map sda.map --yes",
            "  diptych clone nbd://server/disk /dev/sdb    (of qemu-nbd, nbdkit)",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage (also: no --yes, and no terminal to"
                + " ask on), 3 refused by the checks, 4 source and target differ or data was"
                + " unreadable and skipped, 130 cancelled (signal, or not yes).");
    pair.addTo(spec);
    options.addTo(spec);
    progress.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    options.copy().requireConsent(console, pair);
    CloneRequest request = options.request(pair);
    ProgressKind kind = progress.kind(console);
    Verdict verdict = machine.check(request);
    var consent = new Consent(console, machine, options.copy());
    Ended ended =
        consent
            .objection(request, verdict, kind)
            .map(Ended::before)
            .orElseGet(() -> jobs.clone(request, kind, Optional.empty(), options.copy().report()));
    return Outcome.of(request, ended, verdict.warnings()).tell(console, kind);
  }
}
