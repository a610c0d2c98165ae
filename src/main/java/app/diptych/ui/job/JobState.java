package app.diptych.ui.job;

import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.ui.parts.Sayings;
import app.diptych.ui.parts.Texts;
import java.nio.file.Path;
import java.util.Optional;

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

    /// The same disks once more, from the beginning, where what cannot be read is skipped.
    Errand skipping(int retries) {
      return new Errand(wish.skipping(retries), title);
    }

    /// The same with a place for the map of what could not be read, where there is to be one.
    Errand mapped() {
      return new Errand(wish.mapped(), title);
    }

    /// The map of what could not be read, where one is kept.
    public Optional<Path> map() {
      return wish.request().options().map();
    }

    /// Whether it takes up what an earlier job has begun.
    boolean goesOn() {
      return wish.request().options().journaling().resumes();
    }

    /// Whether its target is a disk, which can be unplugged once it is whole.
    boolean isOntoDisk() {
      return switch (wish.request().target()) {
        case Endpoint.ImageFile _, Endpoint.Export _ -> false;
        case Endpoint.DiskPath _ -> true;
      };
    }

    /// How it ended.
    String saying(CloneResult result) {
      if (wish.isRepair() && result instanceof CloneResult.Completed) {
        return Texts.of("repair.completed", wish.request().target());
      }
      return wish.isRepair() && result instanceof CloneResult.Cancelled
          ? Texts.of("repair.cancelled", wish.request().target())
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
  /// @param canGoOn whether it is offered to go on where it ended
  record Ended(CloneResult result, boolean canGoOn) implements JobState {}
}
