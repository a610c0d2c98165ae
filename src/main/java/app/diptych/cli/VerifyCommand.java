package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Comparison;
import app.diptych.clone.Wording;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `diptych verify`.
@Command(
    name = "verify",
    description = {"Compares SOURCE and TARGET, and prints every region that differs."},
    footer = {
      "",
      "Examples:",
      "  diptych verify /dev/sda /dev/sdb",
      "  diptych verify old.img /dev/sdb --fit=start --json",
      "",
      "Exit codes: 0 equal, 1 failed, 3 refused by the checks, 4 different, 130 cancelled."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;
  private final JobRunner jobs;

  @Mixin private final Pair pair = new Pair();

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(names = "--sha256", description = "Tell the SHA-256 of SOURCE, too.")
  private boolean sha256;

  @Mixin private final ReportOption report = new ReportOption();
  @Mixin private final ProgressOption progress = new ProgressOption();

  VerifyCommand(Console console, JobRunner jobs) {
    this.console = console;
    this.jobs = jobs;
  }

  @Override
  public Integer call() {
    CloneRequest request =
        new CloneRequest(
            pair.source(),
            pair.target(),
            new CloneRequest.Options(pair.fit(), true, true, Optional.empty())
                .with(new Comparison(Comparison.Way.BOTH, sha256), true));
    ProgressKind kind = progress.kind(console);
    Ended ended =
        report
            .refusal(request)
            .map(refusal -> Ended.before(new CloneResult.Refused(List.of(refusal))))
            .orElseGet(() -> jobs.verify(request, kind, report));
    Outcome outcome =
        new Outcome(request, ended, Wording.compared(ended.result(), request), List.of());
    return json ? outcome.tellJson(console, kind) : outcome.tell(console, kind);
  }
}
