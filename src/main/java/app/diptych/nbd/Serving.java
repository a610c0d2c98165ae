package app.diptych.nbd;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every request of a connection needs in order to be done.
///
/// @param agreement with the client
/// @param outbox where replies go
/// @param pace how long the device takes
/// @param traffic what is counted
record Serving(Agreement agreement, Outbox outbox, Pace pace, Traffic traffic) {
  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  /// Something done on the device.
  @FunctionalInterface
  interface Action {
    /// Does it.
    void run() throws DeviceException;
  }

  /// The device.
  BlockDevice device() {
    return agreement.offer().device();
  }

  /// The export.
  Offer offer() {
    return agreement.offer();
  }

  /// The form of replies.
  Replies replies() {
    return agreement.replies();
  }

  /// Does something on the device, and tells the pace.
  ///
  /// @throws Failed in the end, whatever the device threw
  void act(Command command, long bytes, Action action) throws Failed {
    long start = System.nanoTime();
    try {
      action.run();
    } catch (DeviceException e) {
      throw new Failed(Failing.of(e));
    } catch (RuntimeException e) {
      // A bug of the device or ours, from which the other clients need not suffer.
      LOG.error("a request on {} failed", device().name(), e);
      throw new Failed(new Failing(WireError.EIO, "the server failed: " + e.getMessage()));
    } finally {
      pace.took(command, System.nanoTime() - start, bytes);
    }
  }
}
