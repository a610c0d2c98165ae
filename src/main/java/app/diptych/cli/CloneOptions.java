package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of `clone`, which `check` takes as well.
final class CloneOptions {
  @Option(
      names = "--yes",
      description = "Erase the target without asking. Needed where there is no terminal.")
  private boolean yes;

  @Option(names = "--verify", description = "Read the target back and compare it at the end.")
  private boolean verify;

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

  /// Whether the target may be erased without asking.
  boolean yes() {
    return yes;
  }

  /// What is asked for.
  CloneRequest request(Pair pair) {
    return new CloneRequest(
        pair.source(),
        pair.target(),
        new CloneRequest.Options(pair.fit(), verify, acceptsMountedSource, eraseName));
  }
}
