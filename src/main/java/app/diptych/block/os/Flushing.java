package app.diptych.block.os;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The flushes of one open file. Once one has failed, none succeeds any more: the system forgets
/// that it lost writes as soon as it has told so once.
final class Flushing {
  private final OpenFile file;
  // Flushes take turns: of two at once the system tells one only, and the other must not succeed.
  private final Semaphore turn = new Semaphore(1);
  // Guarded by the turn.
  private @Nullable SystemFailure lostWrites;

  /// The flushes of this file.
  Flushing(OpenFile file) {
    this.file = file;
  }

  /// Makes all finished writes durable.
  void flush(Failure failure) throws DeviceException {
    turn.acquireUninterruptibly();
    try {
      if (lostWrites == null) {
        Attempt.run(file::sync);
      } else {
        throw lostWrites;
      }
    } catch (SystemFailure e) {
      lostWrites = e;
      throw e.toDeviceException(failure, true);
    } finally {
      turn.release();
    }
  }
}
