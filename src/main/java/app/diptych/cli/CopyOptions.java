package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Refusal;
import app.diptych.clone.Unmounting;
import app.diptych.clone.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/// The options of every command that overwrites a target.
final class CopyOptions {
  private final ConsentOptions consent = new ConsentOptions();

  private final Setting<Boolean> unmounts =
      Setting.flag("--unmount", "Unmount the target's file systems first, through udisks2.");

  private final Setting<Amount> rate =
      Setting.option(
          "--rate",
          "BYTES",
          Amount.class,
          "Copy at most so many bytes a second: 50M, 1.5G, 64MiB.");

  private final JournalOptions journal = new JournalOptions();
  private final ReportOption report = new ReportOption();

  /// Adds them to a command.
  void addTo(CommandSpec command) {
    consent.addTo(command);
    unmounts.addTo(command);
    rate.addTo(command);
    journal.addTo(command);
    report.addTo(command);
  }

  /// Where the report goes.
  ReportOption report() {
    return report;
  }

  /// Whether the target may be erased without asking.
  boolean yes() {
    return consent.yes();
  }

  /// What stands against a request, but for what is to be unmounted.
  List<Refusal> refusals(CloneRequest request, Verdict verdict) {
    return Stream.concat(
            unmounting(verdict).isPresent() ? Stream.empty() : verdict.refusals().stream(),
            report.refusal(request).stream())
        .toList();
  }

  /// What is to be done about what stands against a request; empty where nothing is.
  Optional<Unmounting> unmounting(Verdict verdict) {
    return unmounts.isSet() ? Unmounting.of(verdict) : Optional.empty();
  }

  /// Fails where nobody was asked whether the target may be erased, and nobody can be.
  void requireConsent(Console console, Pair pair) {
    consent.require(console, pair.target().toString());
  }

  /// What is asked for.
  CloneRequest request(Pair pair) {
    var options = consent.options(pair.fit());
    return new CloneRequest(
        pair.source(),
        pair.target(),
        options.withRate(rate.or(Amount.NONE).bytes()).with(journal.journaling()));
  }
}
