package app.diptych.nbd.server;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client that uses an export: its requests are taken in, done and answered.
///
/// The worker that leads does requests itself, one after the other, as long as the device answers
/// quickly, and sends the answers in batches: handing over would take longer than the request.
/// Where the device takes its time, or there is much to move, it first lets another worker lead, so
/// that many requests are done at once, unless the client asks for one at a time. A request that
/// gets stuck all the same is found by the watcher, which takes the lead away.
final class ServerConnection {
  private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

  private final Serving serving;
  private final Receiver receiver;
  private final Intake intake;
  private final Crew crew;
  private final Turn turn = new Turn();
  private final Habit habit = new Habit();
  private final Watcher watcher;
  // Volatile: set by the leader, seen by the watcher.
  private volatile boolean isEnding;

  /// A connection over a wire, which others close.
  ServerConnection(
      Intake intake, Serving serving, Receiver receiver, Watcher watcher, ThreadFactory threads) {
    this.intake = intake;
    this.serving = serving;
    this.receiver = receiver;
    this.crew = new Crew(this::lead, threads);
    this.watcher = watcher;
  }

  /// Serves until the client is done or gone, and all that it asked for is finished.
  void serve() {
    crew.work();
    serving.flights().close();
    serving.outbox().flush();
  }

  private void lead() {
    try {
      while (true) {
        if (!intake.isReady() && !aside(this::letGo)) {
          return;
        }
        // What was read ahead of a client that is gone is nobody's any more.
        boolean isGone = serving.outbox().isBroken();
        Optional<Work> next = isGone ? Optional.empty() : intake.next();
        if (next.isEmpty()) {
          end();
          return;
        }
        habit.comes();
        if (!lead(next.get())) {
          serving.outbox().flush();
          return;
        }
      }
    } catch (IOException e) {
      LOG.debug("a client is gone, or breaks the rules", e);
      serving.outbox().breakOff();
      end();
    } catch (RuntimeException | Error e) {
      // The top of a thread: a client who is not answered any more shall know.
      LOG.error("a connection failed", e);
      serving.outbox().breakOff();
      end();
    }
  }

  // Before the leader waits for the client, or for anything else: what has been begun sets out, and
  // what is answered is sent.
  private void letGo() {
    serving.flights().submit();
    if (!serving.outbox().isEmpty()) {
      serving.outbox().flush();
    }
  }

  private void end() {
    isEnding = true;
    watcher.wake();
    crew.end();
  }

  // Whether this worker leads still.
  private boolean lead(Work work) {
    boolean isShort = serving.pace().isShort(work.command());
    // A lone request is done sooner by who has it; of several, none is waited for.
    boolean isOneOfMany = !serving.flights().isEmpty() || intake.isReady();
    if (!isShort && isOneOfMany && work.begin()) {
      return !serving.flights().areDue() || aside(serving.flights()::submit);
    }
    int count = habit.count();
    if (work.isLong() || (!isShort && (isOneOfMany || !habit.isToWait()))) {
      crew.passOn();
      run(work);
    } else if (aside(() -> run(work))) {
      return true;
    }
    // Another one led meanwhile.
    habit.sawFrom(count);
    return false;
  }

  // It may wait for what has been begun, which sets out before.
  private void run(Work work) {
    serving.flights().submit();
    work.run();
  }

  // Does something that may get stuck, while the watcher looks; false if it took the lead away.
  private boolean aside(Runnable something) {
    long entered = turn.enter();
    watcher.wake();
    something.run();
    return turn.leave(entered);
  }

  /// Lets another worker lead, or take in, if the one that does is stuck. For the watcher, every
  /// now and then.
  ///
  /// @return a number that changes when something happens here
  long look() {
    if (turn.takeIfStuck()) {
      crew.passOn();
    }
    return turn.count() + serving.flights().look();
  }

  /// Whether nothing more is to come, while what had come is finished and the answers are sent.
  boolean isEnding() {
    return isEnding;
  }

  /// From here on, what comes is answered with ESHUTDOWN.
  void refuseFromHere() {
    intake.refuseFromHere();
  }

  /// Whether the device is at work on something that came.
  boolean isAtWork() {
    return serving.pace().isAtWork();
  }

  /// Whether all that came is done and answered, and the client is silent.
  boolean isResting() {
    return receiver.isWaiting()
        && !receiver.isInside()
        && crew.isResting()
        && serving.flights().isEmpty()
        && serving.outbox().isEmpty();
  }
}
