package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of `clone`, which `check` takes as well.
final class CloneOptions {
  @Mixin private final CopyOptions copy = new CopyOptions();

  @Mixin private final SkippingOptions skipping = new SkippingOptions();

  @Option(names = "--verify", description = "Read the target back and compare it at the end.")
  private boolean verify;

  /// Those that `mirror` has too.
  CopyOptions copy() {
    return copy;
  }

  /// What is asked for.
  CloneRequest request(Pair pair) {
    CloneRequest request = copy.request(pair, verify);
    return new CloneRequest(
        request.source(), request.target(), skipping.applied(request.options()));
  }
}
