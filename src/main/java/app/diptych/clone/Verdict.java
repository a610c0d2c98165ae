package app.diptych.clone;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What the checks say of a request.
///
/// @param refusals what stands against it
/// @param warnings what to know
/// @param bytes how many bytes would be cloned, where the source could be measured
public record Verdict(List<Refusal> refusals, List<Warning> warnings, OptionalLong bytes) {

  /// Keeps its own copies of the lists.
  public Verdict {
    refusals = List.copyOf(refusals);
    warnings = List.copyOf(warnings);
  }

  /// The same, and one thing more that stands against it.
  public Verdict and(Refusal refusal) {
    return new Verdict(
        Stream.concat(refusals.stream(), Stream.of(refusal)).toList(), warnings, bytes);
  }

  /// The same, and one thing more to know, which is told first.
  public Verdict and(Warning warning) {
    return new Verdict(
        refusals, Stream.concat(Stream.of(warning), warnings.stream()).toList(), bytes);
  }

  /// Whether nothing stands against it.
  public boolean isClear() {
    return refusals.isEmpty();
  }
}
