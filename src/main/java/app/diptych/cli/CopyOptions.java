package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Unmounting;
import app.diptych.clone.Verdict;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The options of every command that overwrites a target.
final class CopyOptions {
  @Mixin private final ConsentOptions consent = new ConsentOptions();

  @Option(
      names = "--unmount",
      description = "Unmount the target's file systems first, through udisks2.")
  private boolean unmounts;

  @Option(
      names = "--rate",
      paramLabel = "BYTES",
      description = "Copy at most so many bytes a second: 50M, 1.5G, 64MiB.")
  private Amount rate = Amount.NONE;

  @Mixin private final JournalOptions journal = new JournalOptions();
  @Mixin private final ReportOption report = new ReportOption();

  /// The journal's part of them.
  JournalOptions journal() {
    return journal;
  }

  /// Where the report goes.
  ReportOption report() {
    return report;
  }

  /// Whether the target may be erased without asking.
  boolean yes() {
    return consent.yes();
  }

  /// What is to be done about what stands against a request; empty where nothing is.
  Optional<Unmounting> unmounting(Verdict verdict) {
    return unmounts ? Unmounting.of(verdict) : Optional.empty();
  }

  /// Fails where nobody was asked and nobody can be.
  ///
  /// @throws ParameterException that says so
  void requireConsent(CommandLine line, Console console, Pair pair) {
    if (!yes() && !console.terminal().reads()) {
      throw new ParameterException(
          line,
          "everything on " + pair.target() + " would be lost: say --yes, there is no terminal");
    }
  }

  /// What is asked for.
  CloneRequest request(Pair pair) {
    var options = consent.options(pair.fit());
    return new CloneRequest(
        pair.source(), pair.target(), options.withRate(rate.bytes()).with(journal.journaling()));
  }
}
