package app.diptych.mirror;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import java.util.List;

/// What comparing a region of a mirror came to.
public sealed interface Compared {

  /// All of it was compared.
  ///
  /// @param differing what was not equal, in whole sectors, merged, rising; it is copied again
  record Done(List<Region> differing) implements Compared {
    /// Keeps its own copy of the list.
    public Done {
      differing = List.copyOf(differing);
    }
  }

  /// Some of it is still to be copied: to be compared once the mirror is in sync.
  record Unsettled() implements Compared {}

  /// Nothing is kept equal any more: the mirror failed, was detached or closed.
  record Ended() implements Compared {}

  /// One side could not be read. The mirror goes on.
  record Unreadable(Side side, DeviceException cause) implements Compared {}
}
