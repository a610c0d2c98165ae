package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.cli.output.ProgressKind;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Comparison;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Verdict;
import app.diptych.mirror.CopyMode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `diptych mirror`.
final class MirrorCommand implements Callable<Integer> {
  private final Console console;
  private final Machine machine;
  private final JobRunner jobs;

  private final Pair pair = new Pair();
  private final ExportOptions export = new ExportOptions();

  private final Setting<CopyMode> mode =
      Setting.option(
          "--copy-mode",
          "write-blocking|background",
          CopyMode.class,
          "write-blocking (default): what clients write goes to both at once where both are"
              + " equal already. background: it goes to the source, and is copied later.");

  private final Setting<Boolean> verify =
      Setting.flag(
          "--verify",
          "Compare both once they are equal, while clients go on, before in-sync is told. What"
              + " differs is told, copied again and compared once more.");

  private final CopyOptions options = new CopyOptions();
  private final ProgressOption progress = new ProgressOption();

  MirrorCommand(Console console, Machine machine, JobRunner jobs) {
    this.console = console;
    this.machine = machine;
    this.jobs = jobs;
  }

  /// The command, its options and its help.
  CommandSpec spec() {
    CommandSpec spec =
        Form.of(
            "mirror",
            this,
            "Offers SOURCE over NBD for use, clones it onto TARGET meanwhile, and keeps both"
                + " equal after that until a signal ends it.",
            "Everything on TARGET is lost. Use SOURCE through its export alone; a source that"
                + " clients may write to is held for this.");
    spec.usageMessage()
        .footer(
            "",
            "Examples:",
            "  diptych mirror /dev/sda /dev/sdb --yes --export nbd://localhost/disk",
            "  diptych mirror vm.img new.img --yes --export 'nbd+unix:///vm?socket=vm.sock'",
            "",
            "A signal in sync (SIGINT, SIGTERM) finishes what clients have asked, flushes both"
                + " and ends: TARGET is an exact copy. A target that fails is told at once, and"
                + " SOURCE stays in use until a signal.",
            "",
            "Exit codes: 0 ended in sync, 1 a side failed, 2 wrong usage, 3 refused by the"
                + " checks, 4 what differed when compared still does after it was copied again,"
                + " 130 ended before both were in sync, where TARGET is incomplete, or before"
                + " all was compared.");
    pair.addTo(spec);
    export.addTo(spec);
    mode.addTo(spec);
    verify.addTo(spec);
    options.addTo(spec);
    progress.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    options.requireConsent(console, pair);
    CloneRequest asked = options.request(pair);
    var request =
        new MirrorRequest(
            new CloneRequest(
                asked.source(),
                asked.target(),
                asked.options().with(Comparison.DEFAULT, verify.isSet())),
            export.plan(),
            mode.or(CopyMode.WRITE_BLOCKING));
    ProgressKind kind = progress.kind(console);
    Verdict verdict = machine.check(request);
    var consent = new Consent(console, machine, options);
    Ended ended =
        consent
            .objection(request.pair(), verdict, kind)
            .map(Ended::before)
            .orElseGet(() -> jobs.mirror(request, kind, options.report()));
    return Outcome.of(request.pair(), ended, verdict.warnings()).tell(console, kind);
  }
}
