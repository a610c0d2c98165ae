package app.diptych.clone.control;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Sentences;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a job is watched, paused and ended while it runs. Safe for use by many threads.
public final class Control {
  private static final Logger LOG = LoggerFactory.getLogger(Control.class);

  /// The end of a job that was cancelled before it began.
  public static final CloneResult NOTHING_DONE = new CloneResult.Cancelled(0, 0);

  private final Board board;
  private final Cancellation cancellation;
  private final Pausing pausing = new Pausing();
  private final Omission omission = new Omission();

  /// What a job does, of which the beginning may be refused or abandoned.
  @FunctionalInterface
  public interface Attempt {
    /// Does it, with patience for steps that may wait.
    CloneResult with(Patience patience) throws RefusedException, AbandonedException;
  }

  /// @param board where the job stands
  /// @param cancellation whether it shall end
  Control(Board board, Cancellation cancellation) {
    this.board = board;
    this.cancellation = cancellation;
    cancellation.onWish(this::goOnToTheEnd);
  }

  /// The control of a job with this listener.
  public static Control of(CloneListener listener, LongSupplier nanoTime) {
    return new Control(new Board(listener, nanoTime), new Cancellation());
  }

  /// Where the job stands.
  public Board board() {
    return board;
  }

  /// Whether it shall end.
  public Cancellation cancellation() {
    return cancellation;
  }

  /// Whether it rests.
  public Pausing pausing() {
    return pausing;
  }

  /// Whether the verification is left out.
  public Omission omission() {
    return omission;
  }

  /// Lets the job rest.
  public void pause() {
    if (pausing.pause()) {
      board.paused();
    }
  }

  /// Lets it go on.
  public void resume() {
    if (pausing.resume()) {
      board.resumed();
    }
  }

  private void goOnToTheEnd() {
    if (pausing.end()) {
      board.resumed();
    }
  }

  /// Leaves the verification out, or what is left of it. One that rests has nothing to rest for.
  public void skipVerification() {
    omission.wish();
    if (board.phase() == Phase.VERIFYING) {
      resume();
    }
  }

  /// Makes the attempt, on a thread of its own. Where the job is cancelled, what it waits for is
  /// cut short after this time; and what waits even then, for a device of this machine which does
  /// not answer, is left behind: that thread ends, and closes what it holds, when the device
  /// answers.
  public CloneResult attempt(Supplier<Patience.Grace> grace, Attempt attempt) {
    var patience = new Patience(cancellation, grace, board.notes()::tallies);
    var end = new CompletableFuture<CloneResult>();
    Thread.ofPlatform()
        .name("job")
        .start(() -> {
          try (patience) {
            end.complete(made(patience, attempt));
          } catch (Throwable e) {
            // The top of a thread: the one that waits is told.
            end.completeExceptionally(e);
          }
        });
    if (!patience.outlasts(end)) {
      LOG.warn("a device does not answer: the job ends without it");
      board.end();
      return leftBehind();
    }
    try {
      return end.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }

  private CloneResult made(Patience patience, Attempt attempt) {
    try {
      return attempt.with(patience);
    } catch (AbandonedException e) {
      LOG.info("ended before it began", e);
      return NOTHING_DONE;
    } catch (RefusedException e) {
      LOG.info("refused", e);
      return unlessCancelled(new CloneResult.Refused(e.refusals()));
    }
  }

  /// The end of a job that has not begun: a failure that the cancelling may have caused is none.
  private CloneResult unlessCancelled(CloneResult result) {
    return cancellation.isWished() ? NOTHING_DONE : result;
  }

  private CloneResult leftBehind() {
    JobProgress now = board.progress();
    return switch (now.phase()) {
      case PREPARING -> NOTHING_DONE;
      case COPYING, RESCUING, FLUSHING ->
          new CloneResult.Cancelled(now.bytesDone(), now.bytesTotal());
      case VERIFYING -> new CloneResult.Cancelled(now.bytesTotal(), now.bytesTotal());
      case IN_SYNC, DETACHED ->
          new CloneResult.Failed(now.phase(), Sentences.say("failure.silent"));
    };
  }
}
