package app.diptych.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/// `--progress`.
final class ProgressOption {
  @Option(
      names = "--progress",
      paramLabel = "bar|plain|json|none",
      description = {
        "How progress is told on standard error: bar on a terminal, plain else.",
        "json: one object a line, the result last."
      })
  private Optional<ProgressKind> kind = Optional.empty();

  /// What was asked for, or what suits the console.
  ProgressKind kind(Console console) {
    return kind.orElse(console.terminal().shows() ? ProgressKind.BAR : ProgressKind.PLAIN);
  }
}
