package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Comparison;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// Whether, and how, a clone is verified at the end.
final class VerifyOptions {
  @Option(names = "--verify", description = "Read the target back and compare it at the end.")
  private boolean verify;

  @Option(
      names = "--verify-by",
      paramLabel = "both|hash",
      description = {
        "--verify, and how. both (default): source and target are read and compared.",
        "hash: the target is compared with hashes taken while copying (XXH3-128); the source is",
        "read again only where there are none, or they differ."
      })
  private Optional<Comparison.Way> way = Optional.empty();

  @Option(
      names = "--sha256",
      description = "--verify, and tell the SHA-256 of the source in result and report.")
  private boolean sha256;

  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /// These options added to others.
  ///
  /// @throws ParameterException if two of them do not go together
  CloneRequest.Options applied(CloneRequest.Options options) {
    if (sha256 && way.stream().anyMatch(w -> w == Comparison.Way.HASH)) {
      throw new ParameterException(
          spec.commandLine(), "--sha256 reads the source again: it needs --verify-by=both");
    }
    var comparison = new Comparison(way.orElse(Comparison.Way.BOTH), sha256);
    return options.with(comparison, verify || way.isPresent() || sha256);
  }
}
