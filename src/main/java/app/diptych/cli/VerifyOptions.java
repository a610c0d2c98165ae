package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Comparison;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Whether, and how, a clone is verified at the end.
final class VerifyOptions {
  private final Setting<Boolean> verify =
      Setting.flag("--verify", "Read the target back and compare it at the end.");

  private final Setting<Comparison.Way> way =
      Setting.option(
          "--verify-by",
          "both|hash",
          Comparison.Way.class,
          "--verify, and how. both (default): source and target are read and compared.",
          "hash: the target is compared with hashes taken while copying (XXH3-128); the source"
              + " is read again only where there are none, or they differ.");

  private final Setting<Boolean> sha256 =
      Setting.flag(
          "--sha256", "--verify, and tell the SHA-256 of the source in result and report.");

  /// Adds them to a command.
  void addTo(CommandSpec command) {
    verify.addTo(command);
    way.addTo(command);
    sha256.addTo(command);
  }

  /// These options added to others.
  ///
  /// @throws ParameterException if two of them do not go together
  CloneRequest.Options applied(CloneRequest.Options options) {
    if (sha256.isSet() && way.or(Comparison.Way.BOTH) == Comparison.Way.HASH) {
      throw sha256.objection("--sha256 reads the source again: it needs --verify-by=both");
    }
    var comparison = new Comparison(way.or(Comparison.Way.BOTH), sha256.isSet());
    return options.with(comparison, verify.isSet() || way.isSet() || sha256.isSet());
  }
}
