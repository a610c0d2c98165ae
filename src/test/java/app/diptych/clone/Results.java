package app.diptych.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// Tells how a job ended, where only one end is right: any other one fails the test.
public final class Results {
  private Results() {}

  private static <T extends CloneResult> T as(Class<T> kind, CloneResult result) {
    assertThat(result).isInstanceOf(kind);
    return kind.cast(result);
  }

  /// It was completed.
  public static CloneResult.Completed completed(CloneResult result) {
    return as(CloneResult.Completed.class, result);
  }

  /// It passed over something.
  public static CloneResult.Skipped skipped(CloneResult result) {
    return as(CloneResult.Skipped.class, result);
  }

  /// It was cancelled.
  public static CloneResult.Cancelled cancelled(CloneResult result) {
    return as(CloneResult.Cancelled.class, result);
  }

  /// It was refused, for this.
  public static List<Refusal> refusals(CloneResult result) {
    return as(CloneResult.Refused.class, result).refusals();
  }

  /// It failed.
  public static CloneResult.Failed failed(CloneResult result) {
    return as(CloneResult.Failed.class, result);
  }

  /// Both sides differ.
  public static CloneResult.Mismatch mismatch(CloneResult result) {
    return as(CloneResult.Mismatch.class, result);
  }
}
