package app.diptych.clone;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a job is watched and ended while it runs.
///
/// @param board where it stands
/// @param cancellation whether it shall end
record Control(Board board, Cancellation cancellation) {
  private static final Logger LOG = LoggerFactory.getLogger(Control.class);

  /// The end of a job that was cancelled before it began.
  static final CloneResult NOTHING_DONE = new CloneResult.Cancelled(0, 0);

  /// What a job does, of which the beginning may be refused or abandoned.
  @FunctionalInterface
  interface Attempt {
    /// Does it, with patience for steps that may wait.
    CloneResult with(Patience patience) throws RefusedException, AbandonedException;
  }

  /// Makes the attempt. Where the job is cancelled, what it waits for is cut short after this time.
  CloneResult attempt(Supplier<Duration> grace, Attempt attempt) {
    try (var patience = new Patience(cancellation, grace)) {
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
}
