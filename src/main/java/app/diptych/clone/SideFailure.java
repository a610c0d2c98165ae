package app.diptych.clone;

import app.diptych.block.DeviceException;
import java.io.Serial;

/// A device's failure, and which of the two it was.
final class SideFailure extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final Refusal.Role role;
  private final DeviceException failure;

  SideFailure(Refusal.Role role, DeviceException failure) {
    super(failure);
    this.role = role;
    this.failure = failure;
  }

  /// Which of the two.
  Refusal.Role role() {
    return role;
  }

  /// What it said.
  DeviceException failure() {
    return failure;
  }
}
