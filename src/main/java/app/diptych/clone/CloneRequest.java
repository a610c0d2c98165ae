package app.diptych.clone;

import java.util.Optional;

/// What a person asks for.
///
/// @param source what is cloned; never written to
/// @param target what is overwritten
/// @param options how
public record CloneRequest(Endpoint source, Endpoint target, Options options) {

  /// How a clone is done, and what the person has accepted.
  ///
  /// @param fit how lengths must match
  /// @param verify whether the target is read back and compared at the end
  /// @param acceptsMountedSource whether a source that others write to is cloned all the same
  /// @param eraseName the name that was typed to allow the erasing of a disk that the running
  ///   system depends on
  public record Options(
      Fit fit, boolean verify, boolean acceptsMountedSource, Optional<String> eraseName) {

    /// Exact, without verification, nothing accepted.
    public static final Options DEFAULT = new Options(Fit.EXACT, false, false, Optional.empty());
  }
}
