package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Fit;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What is consented to beforehand by whoever has something written to a target.
final class ConsentOptions {
  @Option(
      names = "--yes",
      description = "Write to the target without asking. Needed where there is no terminal.")
  private boolean yes;

  @Option(
      names = "--accept-mounted-source",
      description = {
        "Clone a source that others write to. The copy is one of no single moment:",
        "its file systems will need a check."
      })
  private boolean acceptsMountedSource;

  @Option(
      names = "--erase",
      paramLabel = "NAME",
      description = "Erase a disk that the running system depends on, by its name: sda.")
  private Optional<String> eraseName = Optional.empty();

  /// Whether the target may be written to without asking.
  boolean yes() {
    return yes;
  }

  /// These options, and no others.
  CloneRequest.Options options(Fit fit) {
    return new CloneRequest.Options(fit, false, acceptsMountedSource, eraseName);
  }
}
