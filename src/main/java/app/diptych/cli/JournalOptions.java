package app.diptych.cli;

import app.diptych.clone.Journaling;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where it is kept how far a clone is, and whether it goes on from there.
final class JournalOptions {
  @Option(
      names = "--resume",
      description = {
        "Go on where a clone of this very pair was broken off. What was copied by then is",
        "compared, and copied again where either side was written to since."
      })
  private boolean resumes;

  @Option(
      names = "--journal",
      paramLabel = "DIR",
      description = {
        "Keep the journal that --resume goes on from in this folder, which becomes private to",
        "you (default: the folder journals beside the log)."
      })
  private Optional<Path> folder = Optional.empty();

  /// The choice.
  Journaling journaling() {
    return new Journaling(folder, resumes);
  }
}
