package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import picocli.CommandLine.Model.CommandSpec;

/// The options of `clone`, which `check` takes as well.
final class CloneOptions {
  private final CopyOptions copy = new CopyOptions();

  private final SkippingOptions skipping = new SkippingOptions();

  private final VerifyOptions verify = new VerifyOptions();

  /// Adds them to a command.
  void addTo(CommandSpec command) {
    copy.addTo(command);
    skipping.addTo(command);
    verify.addTo(command);
  }

  /// Those that `mirror` has too.
  CopyOptions copy() {
    return copy;
  }

  /// What is asked for.
  CloneRequest request(Pair pair) {
    CloneRequest request = copy.request(pair);
    return new CloneRequest(
        request.source(), request.target(), verify.applied(skipping.applied(request.options())));
  }
}
