package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.cli.output.ProgressKind;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endings;
import app.diptych.clone.Refusal;
import app.diptych.clone.Unmounting;
import app.diptych.clone.Verdict;
import app.diptych.clone.Wording;
import app.diptych.json.JsonObject;
import app.diptych.units.Sizes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/// `diptych check`.
final class CheckCommand implements Callable<Integer> {
  private final Console console;
  private final Machine machine;

  private final Pair pair = new Pair();
  private final CloneOptions options = new CloneOptions();

  // A script may put check in place of clone.
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
    List<Refusal> refusals = options.copy().refusals(request, verdict);
    List<String> warnings =
        Stream.concat(
                verdict.warnings().stream().map(Wording::of), unmounting.stream().map(Wording::of))
            .toList();
    if (progress.kind(console) == ProgressKind.JSON) {
      console.err().println(json(request, refusals, warnings, verdict.bytes()));
    } else {
      refusals.forEach(refusal -> line("refused: " + Wording.of(refusal)));
      warnings.forEach(warning -> line("warning: " + warning));
      if (refusals.isEmpty()) {
        line(ready(verdict.bytes()));
      }
    }
    return refusals.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private JsonObject json(
      CloneRequest request, List<Refusal> refusals, List<String> warnings, OptionalLong bytes) {
    if (!refusals.isEmpty()) {
      Ended ended = Ended.before(new CloneResult.Refused(refusals));
      return new Outcome(request, ended, Endings.of(ended.result(), request), warnings).json();
    }
    return Outcome.result(request, "ready", ready(bytes), warnings).put("bytes", bytes);
  }

  private String ready(OptionalLong bytes) {
    String amount = bytes.isPresent() ? " " + Sizes.of(bytes.getAsLong()) : "";
    return "ready:" + amount + " from " + pair.source() + " onto " + pair.target();
  }

  private void line(String text) {
    console.out().println(Console.oneLine(text));
  }
}
