package app.diptych.mirror;

import app.diptych.block.DeviceException;

/// Where a mirror stands: `Copying → InSync → Detached`, or `Failed` from either of the first two.
public sealed interface MirrorState {

  /// The secondary does not equal the primary yet.
  record Copying() implements MirrorState {}

  /// Every byte of the secondary equals the primary, and every further write goes to both.
  record InSync() implements MirrorState {}

  /// The mirror was detached or closed. Nothing goes to the secondary any more; the primary goes on
  /// serving until the mirror is closed.
  record Detached() implements MirrorState {}

  /// The copy cannot be finished or kept. The primary goes on serving until the mirror is closed.
  ///
  /// @param side whose failure it was
  /// @param cause the failure
  record Failed(Side side, DeviceException cause) implements MirrorState {

    /// One line: the side, and what its device said.
    @Override
    public String toString() {
      return side + ": " + cause.getMessage();
    }
  }
}
