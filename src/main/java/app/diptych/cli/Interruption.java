package app.diptych.cli;

import app.diptych.clone.Endable;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Ends the command that is running when the process is asked to end, and finds the exit code for
/// it.
///
/// A signal starts the JVM's shutdown, whose hook calls [#interrupt] while the command still runs
/// on its own thread. The same hook runs after a usual end, when there is nothing to do.
final class Interruption {
  // Whoever still reads what is told has read it by then.
  private static final long TELLING_SECONDS = 3;

  private final ReentrantLock lock = new ReentrantLock();
  private final CompletableFuture<Integer> result = new CompletableFuture<>();
  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  // Both guarded by lock.
  private Optional<Endable> job = Optional.empty();
  private boolean interrupted;

  /// What is to be ended; at once if the signal has come already.
  void watch(Endable running) {
    boolean late;
    lock.lock();
    try {
      job = Optional.of(running);
      late = interrupted;
    } finally {
      lock.unlock();
    }
    if (late) {
      running.cancel();
    }
  }

  /// The job is over, which is still to be told, and the process is to end with this code.
  void done(int exitCode) {
    result.complete(exitCode);
  }

  /// The command is over, all is told, and the process will end with this code.
  void over(int exitCode) {
    done(exitCode);
    end.complete(exitCode);
  }

  /// Cancels the job and waits until it is over and told, though not for ever where nobody reads
  /// that, as of a pipe that is full. A command without a job has nothing to tidy up and is not
  /// waited for.
  ///
  /// @param withoutJob called where there is none, and nobody else will tell how it ended
  /// @return what the process must end with, empty if the command was over before
  OptionalInt interrupt(Runnable withoutJob) {
    Optional<Endable> running;
    lock.lock();
    try {
      if (end.isDone()) {
        return OptionalInt.empty();
      }
      interrupted = true;
      running = job;
    } finally {
      lock.unlock();
    }
    if (running.isEmpty()) {
      CompletableFuture.runAsync(withoutJob, Interruption::start)
          .completeOnTimeout(null, TELLING_SECONDS, TimeUnit.SECONDS)
          .join();
      return OptionalInt.of(ExitCode.CANCELLED);
    }
    running.get().cancel();
    return OptionalInt.of(
        end.completeOnTimeout(result.join(), TELLING_SECONDS, TimeUnit.SECONDS).join());
  }

  private static void start(Runnable telling) {
    Thread.ofPlatform().daemon().name("cancelled").start(telling);
  }
}
