package app.diptych.block.os;

import app.diptych.block.DeviceException;
import java.nio.file.Path;

/// What keeps even root from writing to a file or folder, as `chattr` sets it.
public enum Guard {
  /// Nothing of the kind.
  NONE,
  /// Nobody can change it, or what is in the folder.
  IMMUTABLE,
  /// What is there stays, and only something more can be added.
  APPEND_ONLY;

  /// That of what stands at a path; symbolic links are followed.
  public static Guard of(Path path) throws DeviceException {
    return Attempt.on(path, () -> Syscalls.ofThisSystem().guard(path));
  }
}
