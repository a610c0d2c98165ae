package app.diptych.cli;

import app.diptych.clone.Journaling;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/// Where it is kept how far a clone is, and whether it goes on from there.
final class JournalOptions {
  private final Setting<Boolean> resumes =
      Setting.flag(
          "--resume",
          "Go on where a clone of this very pair was broken off. What was copied by then is"
              + " compared, and copied again where either side was written to since.");

  private final Setting<Path> folder =
      Setting.option(
          "--journal",
          "DIR",
          Path.class,
          "Keep the journal that --resume goes on from in this folder, which stays as it is"
              + " (default: the folder journals beside the log).");

  /// Adds them to a command.
  void addTo(CommandSpec command) {
    resumes.addTo(command);
    folder.addTo(command);
  }

  /// The choice.
  Journaling journaling() {
    return new Journaling(folder.chosen(), resumes.isSet());
  }
}
