package app.diptych.clone;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  /// @param rate bytes a second that are copied at most; zero for no limit
  /// @param skipping how unreadable sectors are passed over; empty where the first ends the job
  /// @param comparison how it is verified, where it is
  /// @param journaling where it is kept how far the clone is, and whether it goes on from there
  public record Options(
      Fit fit,
      boolean verify,
      boolean acceptsMountedSource,
      Optional<String> eraseName,
      long rate,
      Optional<Skipping> skipping,
      Comparison comparison,
      Journaling journaling) {

    /// Exact, without verification, nothing accepted.
    public static final Options DEFAULT = new Options(Fit.EXACT, false, false, Optional.empty());

    /// Without a limit of the rate.
    public Options(
        Fit fit, boolean verify, boolean acceptsMountedSource, Optional<String> eraseName) {
      this(
          fit,
          verify,
          acceptsMountedSource,
          eraseName,
          0,
          Optional.empty(),
          Comparison.DEFAULT,
          Journaling.DEFAULT);
    }

    /// The map of unreadable sectors, where they are passed over and there is one.
    public Optional<Path> map() {
      return skipping.flatMap(Skipping::map);
    }

    /// The same with a limit of the rate, in bytes a second; zero for none.
    public Options withRate(long bytesPerSecond) {
      return new Options(
          fit,
          verify,
          acceptsMountedSource,
          eraseName,
          bytesPerSecond,
          skipping,
          comparison,
          journaling);
    }

    /// The same with the name of a system's disk typed, so that it may be erased.
    public Options erasing(String name) {
      return new Options(
          fit,
          verify,
          acceptsMountedSource,
          Optional.of(name),
          rate,
          skipping,
          comparison,
          journaling);
    }

    /// The same with unreadable sectors passed over.
    public Options with(Skipping way) {
      return new Options(
          fit,
          verify,
          acceptsMountedSource,
          eraseName,
          rate,
          Optional.of(way),
          comparison,
          journaling);
    }

    /// The same, verified so or not at all.
    public Options with(Comparison way, boolean isVerified) {
      return new Options(
          fit, isVerified, acceptsMountedSource, eraseName, rate, skipping, way, journaling);
    }

    /// The same with a journal kept so.
    public Options with(Journaling way) {
      return new Options(
          fit, verify, acceptsMountedSource, eraseName, rate, skipping, comparison, way);
    }
  }

  // By hand: Java makes equality of a record when it is first asked for, which would hold up a job
  // that follows upon the check of the very same request.
  @Override
  public boolean equals(@Nullable Object o) {
    return this == o
        || (o instanceof CloneRequest other
            && source.equals(other.source)
            && target.equals(other.target)
            && options.equals(other.options));
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, target, options);
  }
}
