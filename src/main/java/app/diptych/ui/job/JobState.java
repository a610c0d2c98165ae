package app.diptych.ui.job;

import app.diptych.clone.CloneResult;

/// Whether a job is under way.
public sealed interface JobState {

  /// What a job is for.
  ///
  /// @param wish what it carries out
  /// @param title what clones onto what, in the words of the cards
  record Errand(Wish wish, String title) {}

  /// It is under way.
  ///
  /// @param isEnding whether it was asked to end
  record Running(boolean isEnding) implements JobState {}

  /// It is over.
  ///
  /// @param result how it ended
  record Ended(CloneResult result) implements JobState {}
}
