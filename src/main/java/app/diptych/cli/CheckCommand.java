package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Refusal;
import app.diptych.clone.Unmounting;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.clone.Wording;
import app.diptych.units.Sizes;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `diptych check`.
final class CheckCommand implements Callable<Integer> {
  private final Console console;
  private final Machine machine;

  private final Pair pair = new Pair();
  private final CloneOptions options = new CloneOptions();

  // A script may put check in place of clone.
  @SuppressWarnings("unused")
  private final ProgressOption progress = new ProgressOption();

  CheckCommand(Console console, Machine machine) {
    this.console = console;
    this.machine = machine;
  }

  /// The command, its options and its help.
  CommandSpec spec() {
    CommandSpec spec =
        Form.of(
            "check",
            this,
            "Says what clone would refuse or warn about, with the same options.",
            "Changes nothing.");
    spec.usageMessage()
        .footer(
            "",
            "Examples:",
            "  diptych check /dev/sda /dev/sdb",
            "  diptych check old.img /dev/sdb --fit=start",
            "",
            "Exit codes: 0 nothing stands against it, 3 refused.");
    pair.addTo(spec);
    options.addTo(spec);
    progress.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    CloneRequest request = options.request(pair);
    Verdict verdict = machine.check(request);
    Optional<Unmounting> unmounting = options.copy().unmounting(verdict);
    if (unmounting.isEmpty()) {
      verdict.refusals().forEach(refusal -> line("refused: " + Wording.of(refusal)));
    }
    Optional<Refusal> noReport = options.copy().report().refusal(request);
    noReport.ifPresent(refusal -> line("refused: " + Wording.of(refusal)));
    for (Warning warning : verdict.warnings()) {
      line("warning: " + Wording.of(warning));
    }
    unmounting.ifPresent(what -> line("warning: " + Wording.of(what)));
    if (noReport.isPresent() || (!verdict.isClear() && unmounting.isEmpty())) {
      return ExitCode.REFUSED;
    }
    String amount = verdict.bytes().isPresent() ? " " + Sizes.of(verdict.bytes().getAsLong()) : "";
    line("ready:" + amount + " from " + pair.source() + " onto " + pair.target());
    return ExitCode.DONE;
  }

  private void line(String text) {
    console.out().println(Console.oneLine(text));
  }
}
