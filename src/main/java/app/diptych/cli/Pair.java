package app.diptych.cli;

import app.diptych.clone.Endpoint;
import app.diptych.clone.Fit;
import picocli.CommandLine.Model.CommandSpec;

/// Source and target, and how they must match.
final class Pair {
  private final Setting<Endpoint> source =
      Setting.parameter(
          0, "SOURCE", Endpoint.class, "A disk such as /dev/sda, an image file, or an NBD URI.");

  private final Setting<Endpoint> target =
      Setting.parameter(1, "TARGET", Endpoint.class, "The same.");

  private final Setting<Fit> fit =
      Setting.option(
          "--fit",
          "exact|start",
          Fit.class,
          "exact (default): source and target must be of equal length.",
          "start: the first bytes of a larger target.");

  /// Adds them to a command.
  void addTo(CommandSpec command) {
    source.addTo(command);
    target.addTo(command);
    fit.addTo(command);
  }

  /// The source.
  Endpoint source() {
    return source.value();
  }

  /// The target.
  Endpoint target() {
    return target.value();
  }

  /// How their lengths must match.
  Fit fit() {
    return fit.or(Fit.EXACT);
  }
}
