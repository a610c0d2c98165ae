package app.diptych.ui.job;

import app.diptych.clone.CloneResult;
import app.diptych.ui.parts.Sayings;
import app.diptych.ui.parts.Texts;

/// Whether a job is under way.
public sealed interface JobState {

  /// What a job is for.
  ///
  /// @param wish what it carries out
  /// @param title what clones onto what, in the words of the cards
  record Errand(Wish wish, String title) {

    /// The same disks, where what differs is copied again.
    Errand repairing() {
      return new Errand(wish.repairing(), title);
    }

    /// How it ended.
    String saying(CloneResult result) {
      return wish.isRepair() && result instanceof CloneResult.Completed
          ? Texts.of("repair.completed", wish.request().target())
          : Sayings.of(result, wish.request());
    }
  }

  /// It is under way.
  ///
  /// @param isEnding whether it was asked to end
  record Running(boolean isEnding) implements JobState {}

  /// It is over.
  ///
  /// @param result how it ended
  record Ended(CloneResult result) implements JobState {}
}
