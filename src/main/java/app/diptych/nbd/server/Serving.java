package app.diptych.nbd.server;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Operation;
import app.diptych.nbd.Command;
import app.diptych.nbd.WireError;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every request of a connection needs in order to be done.
///
/// @param agreement with the client
/// @param outbox where replies go
/// @param pace how long the device takes
/// @param traffic what is counted
/// @param flights what is not waited for
record Serving(Agreement agreement, Outbox outbox, Pace pace, Traffic traffic, Flights flights) {
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

  /// What becomes of a transfer that is not waited for.
  interface Course {
    /// It has ended, so that others need not wait for it; waits for nobody.
    void landed();

    /// It is to be answered: it was done, or failed.
    void answer(@Nullable Failing why);
  }

  /// Begins a READ or WRITE, if that can be done without waiting for it, and tells the pace.
  boolean begin(Command command, long offset, MemorySegment buffer, Course course) {
    Operation operation = command == Command.READ ? Operation.READ : Operation.WRITE;
    Begun begun = new Begun(this, command, buffer.byteSize(), course);
    pace.begins();
    boolean hasBegun = flights.begin(operation, offset, buffer, begun);
    if (!hasBegun) {
      pace.dropped();
    }
    return hasBegun;
  }

  private static final class Begun implements Flights.Flight {
    private final Serving serving;
    private final Command command;
    private final long bytes;
    private final Course course;
    private final long start = System.nanoTime();
    private @Nullable Failing why;

    Begun(Serving serving, Command command, long bytes, Course course) {
      this.serving = serving;
      this.command = command;
      this.bytes = bytes;
      this.course = course;
    }

    @Override
    public void ended(@Nullable DeviceException failure) {
      serving.pace.took(command, System.nanoTime() - start, bytes);
      why = failure == null ? null : Failing.of(failure);
      course.landed();
    }

    @Override
    public void answer() {
      course.answer(why);
    }
  }

  /// Does something on the device, and tells the pace.
  ///
  /// @throws Failed in the end, whatever the device threw
  void act(Command command, long bytes, Action action) throws Failed {
    long start = System.nanoTime();
    pace.begins();
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
