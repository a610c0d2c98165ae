package app.diptych.nbd.client;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.nbd.Command;
import app.diptych.nbd.ProtocolException;
import app.diptych.nbd.WireError;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A request that waits for its answer, and what has come of that.
///
/// Its state is guarded by the lock of the connection; what a reply brings is written by whoever
/// reads, before the state says that it is done.
final class Pending {
  /// How far it is.
  enum State {
    /// It is being sent, or its caller is about to wait.
    SENT,
    /// Its caller waits for somebody else to read the answer.
    WAITING,
    /// The answer has come, or never will.
    DONE
  }

  private final Command command;
  private final Failure failure;
  private final @Nullable Landing landing;
  private final @Nullable Allocation allocation;
  private @Nullable WireError error;
  private String words = "";
  private @Nullable IOException lost;
  private State state = State.SENT;
  private @Nullable Condition woken;

  private Pending(
      Command command,
      Failure failure,
      @Nullable Landing landing,
      @Nullable Allocation allocation) {
    this.command = command;
    this.failure = failure;
    this.landing = landing;
    this.allocation = allocation;
  }

  /// A read into these buffers.
  static Pending read(Failure failure, MemorySegment... buffers) {
    return new Pending(Command.READ, failure, new Landing(failure.region(), buffers), null);
  }

  /// A question for what is allocated.
  static Pending status(Failure failure, Allocation allocation) {
    return new Pending(Command.BLOCK_STATUS, failure, null, allocation);
  }

  /// Any other request.
  static Pending of(Command command, Failure failure) {
    return new Pending(command, failure, null, null);
  }

  Command command() {
    return command;
  }

  /// What it asks for; of length zero for a flush.
  Region region() {
    return failure.region();
  }

  /// Where data go.
  ///
  /// @throws ProtocolException if it is no read
  Landing landing() throws ProtocolException {
    if (landing == null) {
      throw new ProtocolException("data in answer to " + operation());
    }
    return landing;
  }

  /// Where extents go.
  ///
  /// @throws ProtocolException if it does not ask for any
  Allocation allocation() throws ProtocolException {
    if (allocation == null) {
      throw new ProtocolException("extents in answer to " + operation());
    }
    return allocation;
  }

  private Operation operation() {
    return failure.operation();
  }

  /// The server refuses, in these words; the first refusal counts.
  void refuse(WireError why, String message) {
    if (error == null) {
      error = why;
      words = message;
    }
  }

  /// Checks that an answer that ends well has left nothing out.
  void checkComplete() throws ProtocolException {
    boolean isComplete =
        (landing == null || landing.isComplete()) && (allocation == null || allocation.hasCome());
    if (error == null && !isComplete) {
      throw new ProtocolException("an answer to " + operation() + " that leaves out a part");
    }
  }

  /// The answer will never come.
  void lose(IOException why) {
    lost = why;
  }

  boolean isDone() {
    return state == State.DONE;
  }

  boolean isWaiting() {
    return state == State.WAITING;
  }

  /// Waits until [#wake] or [#finish].
  void await(ReentrantLock lock) {
    Condition woken = this.woken;
    if (woken == null) {
      woken = lock.newCondition();
      this.woken = woken;
    }
    state = State.WAITING;
    while (state == State.WAITING) {
      woken.awaitUninterruptibly();
    }
  }

  /// Lets its caller look again.
  void wake() {
    leave(State.SENT);
  }

  /// Lets its caller go.
  void finish() {
    leave(State.DONE);
  }

  private void leave(State next) {
    state = next;
    if (woken != null) {
      woken.signal();
    }
  }

  /// Why no answer will come to this and to all that follow, in one line, if that is so.
  Optional<String> whyEnded() {
    if (lost != null) {
      return Optional.of(ClientHandshake.reason(lost));
    }
    return error == WireError.ESHUTDOWN ? Optional.of(error.toString()) : Optional.empty();
  }

  /// What it asks for, as failures name it.
  Failure failure() {
    return failure;
  }

  /// Throws what went wrong, if anything did.
  void check() throws DeviceException {
    if (lost != null) {
      throw new DeviceException.Disconnected(failure, ClientHandshake.reason(lost));
    }
    if (error != null) {
      throw error.toException(failure, words);
    }
  }
}
