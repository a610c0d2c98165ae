package app.diptych.clone;

import java.util.List;

/// How the offering of a device ended.
public sealed interface ServeResult {

  /// It was ended, and all that clients wrote is durable.
  record Ended() implements ServeResult {}

  /// It did not begin.
  ///
  /// @param refusals why, at least one
  record Refused(List<Refusal> refusals) implements ServeResult {
    /// Keeps its own copy of the list.
    public Refused {
      refusals = List.copyOf(refusals);
    }
  }

  /// The device failed to make durable what clients wrote.
  ///
  /// @param reason one line: operation, device, why
  record Failed(String reason) implements ServeResult {}
}
