package app.diptych.rescue;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What every pass of a rescue works with.
///
/// @param source what is read
/// @param target what is written
/// @param map what has become of what
/// @param pulse whether the source still lives
/// @param keeper who writes the map
/// @param door where readers wait while the rescue rests
/// @param ending how the rescue ends before its time, null while it does not; the first counts
record Rig(
    BlockDevice source,
    Target target,
    RescueMap map,
    Pulse pulse,
    Keeper keeper,
    Door door,
    AtomicReference<@Nullable RescueOutcome> ending) {

  /// Whether nothing more shall be read.
  boolean isEnding() {
    return ending.get() != null;
  }

  /// Ends the rescue, if nothing else has.
  void end(RescueOutcome outcome) {
    ending.compareAndSet(null, outcome);
    door.open();
  }

  /// Something on the target.
  interface Change {
    /// Does it.
    void on(Target target) throws DeviceException;
  }

  /// Changes the target; where that fails the rescue ends.
  ///
  /// @return whether it was done
  boolean change(Change change) {
    try {
      change.on(target);
      return true;
    } catch (DeviceException e) {
      end(new RescueOutcome.TargetFailed(e));
      return false;
    }
  }

  /// Writes the map if it is time.
  void keep() {
    change(_ -> keeper.keep());
  }
}
