package app.diptych.rescue;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import java.io.IOException;
import java.util.List;

/// How a rescue ended. The map file, where there is one, is up to date; not so where the target
/// failed, whose map stays as it was last written, nor where the map could not be written: of that
/// tells [MapFailed] where all else is done, and else whoever is told of unwritten maps.
public sealed interface RescueOutcome {

  /// Everything else is on the target, durably.
  ///
  /// @param unreadable what could not be read, and is zeros on the target; rising, none touch
  record Done(List<Region> unreadable) implements RescueOutcome {
    /// Keeps its own copy of the list.
    public Done {
      unreadable = List.copyOf(unreadable);
    }
  }

  /// It was cancelled.
  record Cancelled() implements RescueOutcome {}

  /// The source failed as a whole: it is gone, or answers nothing any more.
  ///
  /// @param cause what it said
  record SourceFailed(DeviceException cause) implements RescueOutcome {}

  /// The target failed.
  ///
  /// @param cause what it said
  record TargetFailed(DeviceException cause) implements RescueOutcome {}

  /// All is done, but the map could not be written.
  ///
  /// @param unreadable as of [Done]
  /// @param cause why
  record MapFailed(List<Region> unreadable, IOException cause) implements RescueOutcome {
    /// Keeps its own copy of the list.
    public MapFailed {
      unreadable = List.copyOf(unreadable);
    }
  }
}
