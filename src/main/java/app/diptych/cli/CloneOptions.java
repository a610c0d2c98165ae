package app.diptych.cli;

import app.diptych.clone.CloneRequest;
import picocli.CommandLine.Mixin;

/// The options of `clone`, which `check` takes as well.
final class CloneOptions {
  @Mixin private final CopyOptions copy = new CopyOptions();

  @Mixin private final SkippingOptions skipping = new SkippingOptions();

  @Mixin private final VerifyOptions verify = new VerifyOptions();

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
