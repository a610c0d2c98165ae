package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.cli.output.ProgressKind;
import picocli.CommandLine.Model.CommandSpec;

/// `--progress`.
final class ProgressOption {
  private final Setting<ProgressKind> kind =
      Setting.option(
          "--progress",
          "bar|plain|json|none",
          ProgressKind.class,
          "How progress is told on standard error: bar on a terminal, plain else.",
          "json: one object a line, the result last.");

  /// Adds them to a command.
  void addTo(CommandSpec command) {
    kind.addTo(command);
  }

  /// What was asked for, or what suits the console.
  ProgressKind kind(Console console) {
    return kind.or(console.terminal().shows() ? ProgressKind.BAR : ProgressKind.PLAIN);
  }
}
