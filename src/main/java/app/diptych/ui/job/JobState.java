package app.diptych.ui.job;

import app.diptych.clone.CloneResult;

/// Whether something is being cloned.
public sealed interface JobState {

  /// What a job is for.
  ///
  /// @param wish what it carries out
  /// @param title what clones onto what, in the words of the cards
  record Errand(Wish wish, String title) {}

  /// Nothing is, and nothing was since the window opened.
  record Idle() implements JobState {}

  /// A job is under way.
  ///
  /// @param errand what it carries out
  /// @param isEnding whether it was asked to end
  record Running(Errand errand, boolean isEnding) implements JobState {}

  /// The last job is over.
  ///
  /// @param errand what it was to carry out
  /// @param result how it ended
  record Ended(Errand errand, CloneResult result) implements JobState {}
}
