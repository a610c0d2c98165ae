package app.diptych.block.os;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Operation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Somebody whose use of an image does not go with another use of it, as the locks on it tell.
///
/// @param program which program, such as `qemu-nbd[4711]`; empty where that is not told, as to a
///   user who may not look at it
/// @param isWriting whether it may write to the image
public record ImageUser(Optional<String> program, boolean isWriting) {

  /// Who is in the way of opening a path so. Nobody where it is no image, or its file system has no
  /// locks.
  public static List<ImageUser> of(Path path, Sharing sharing) throws DeviceException {
    try {
      return Attempt.of(() -> Syscalls.ofThisSystem().users(path, sharing));
    } catch (SystemFailure e) {
      throw e.toDeviceException(Failure.of(Operation.OPEN, path.toString()), false);
    }
  }
}
