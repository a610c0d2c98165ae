package app.diptych.block.os;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Durability;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A file, or bytes of one, that nobody else holds, in this process or another, until this is
/// closed or the process ends.
///
/// Java's own locks are those of the process, on Linux: they are gone as soon as any handle of the
/// file is closed, be it one that was opened to look at it.
public final class Hold implements Closeable {
  private static final OpenOptions ALONE =
      new OpenOptions(true, Sharing.NOBODY, Durability.ON_FLUSH, Caching.CACHED);

  private final OpenFile file;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private Hold(OpenFile file) {
    this.file = file;
  }

  /// Whether there is such a thing on this system.
  public static boolean isOffered() {
    return Syscalls.ofThisSystem().supportsDisks();
  }

  /// Holds a file that is there; empty where somebody else does.
  public static Optional<Hold> of(Path path) throws DeviceException {
    return held(path, () -> Syscalls.ofThisSystem().open(path, OpenMode.buffered(ALONE)));
  }

  /// Holds bytes of a file that is there, which need not have them; empty where somebody else does.
  ///
  /// @param isShared whether others may hold the same ones, who say so, too
  public static Optional<Hold> of(Path path, List<Region> bytes, boolean isShared)
      throws DeviceException {
    return held(path, () -> Syscalls.ofThisSystem().hold(path, bytes, isShared));
  }

  private static Optional<Hold> held(Path path, Attempt<OpenFile> opening) throws DeviceException {
    try {
      return Optional.of(new Hold(Attempt.of(opening)));
    } catch (SystemFailure e) {
      if (e.errno() == Errno.EAGAIN) {
        return Optional.empty();
      }
      throw e.toDeviceException(Failure.of(Operation.OPEN, path.toString()), false);
    }
  }

  /// Whether somebody holds a file that is there. Who asks holds it at no moment, so that nobody is
  /// turned away for it.
  public static boolean isTaken(Path path) throws DeviceException {
    return Attempt.on(path, () -> Syscalls.ofThisSystem().hasUsers(path, Sharing.NOBODY));
  }

  /// The same of bytes that are wished for, shared or not.
  public static boolean isTaken(Path path, List<Region> bytes, boolean isShared)
      throws DeviceException {
    return Attempt.on(path, () -> Syscalls.ofThisSystem().isHeld(path, bytes, isShared));
  }

  @Override
  public void close() {
    if (!isClosed.getAndSet(true)) {
      file.close();
    }
  }
}
