package app.diptych.cli;

import app.diptych.clone.Endpoint;
import app.diptych.clone.Fit;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Source and target, and how they must match.
final class Pair {
  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description = "A disk such as /dev/sda, an image file, or an NBD URI.")
  private Endpoint source;

  @Parameters(index = "1", paramLabel = "TARGET", description = "The same.")
  private Endpoint target;

  @Option(
      names = "--fit",
      paramLabel = "exact|start",
      description = {
        "exact (default): source and target must be of equal length.",
        "start: the first bytes of a larger target."
      })
  private Fit fit = Fit.EXACT;

  /// The source.
  Endpoint source() {
    return source;
  }

  /// The target.
  Endpoint target() {
    return target;
  }

  /// How their lengths must match.
  Fit fit() {
    return fit;
  }
}
