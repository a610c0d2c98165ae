package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Fit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What is consented to beforehand by whoever has something written to a target.
final class ConsentOptions {
  private final Setting<Boolean> yes =
      Setting.flag(
          "--yes", "Write to the target without asking. Needed where there is no terminal.");

  private final Setting<Boolean> acceptsMountedSource =
      Setting.flag(
          "--accept-mounted-source",
          "Clone a source that others write to. The copy is one of no single moment: its file"
              + " systems will need a check.");

  private final Setting<String> eraseName =
      Setting.option(
          "--erase",
          "NAME",
          String.class,
          "Erase a disk that the running system depends on, by its name: sda.");

  /// Adds them to a command.
  void addTo(CommandSpec command) {
    yes.addTo(command);
    acceptsMountedSource.addTo(command);
    eraseName.addTo(command);
  }

  /// Fails where nobody was asked and nobody can be.
  ///
  /// @param what would be overwritten
  /// @throws ParameterException that says so
  void require(Console console, String what) {
    if (!yes() && !console.terminal().reads()) {
      throw yes.objection(what + " would be overwritten: say --yes, there is no terminal");
    }
  }

  /// Whether the target may be written to without asking.
  boolean yes() {
    return yes.isSet();
  }

  /// These options, and no others.
  CloneRequest.Options options(Fit fit) {
    return new CloneRequest.Options(fit, false, acceptsMountedSource.isSet(), eraseName.chosen());
  }
}
