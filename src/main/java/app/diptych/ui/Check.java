package app.diptych.ui;

import app.diptych.clone.Refusal;
import app.diptych.clone.Verdict;
import app.diptych.ui.job.Wish;
import java.util.List;
import java.util.Optional;

/// How far the checks of what is picked are.
sealed interface Check {

  /// There is nothing to check yet.
  ///
  /// @param hasSource whether a source is picked
  /// @param hasTarget whether a target is
  record Incomplete(boolean hasSource, boolean hasTarget) implements Check {}

  /// The checks are under way.
  record Running() implements Check {}

  /// The checks could not be made, for a reason nobody foresaw.
  ///
  /// @param reason one line
  record Broken(String reason) implements Check {}

  /// The checks were made.
  ///
  /// @param wish of what
  /// @param verdict what they say
  record Done(Wish wish, Verdict verdict) implements Check {

    /// What stands against it and cannot be lifted in the erase dialog.
    List<Refusal> obstacles() {
      return verdict.refusals().stream()
          .filter(refusal -> !(refusal instanceof Refusal.SystemDisk))
          .toList();
    }

    /// The name that has to be typed before the target is erased.
    Optional<String> nameToType() {
      return verdict.refusals().stream()
          .filter(Refusal.SystemDisk.class::isInstance)
          .map(refusal -> ((Refusal.SystemDisk) refusal).name())
          .findFirst();
    }
  }

  /// Whether the person may go on to erase the target.
  default boolean allowsCloning() {
    return this instanceof Done done && done.obstacles().isEmpty();
  }
}
