package app.diptych.ui;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Job;
import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A job that gets on when the test says so, and ends as it says.
final class ScriptedJob implements Job {
  private static final long LIMIT_SECONDS = 20;

  private final CompletableFuture<CloneResult> end = new CompletableFuture<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile Optional<CloneRequest> request = Optional.empty();
  private volatile CloneListener listener = CloneListener.NONE;
  private volatile Optional<String> fault = Optional.empty();
  private volatile JobProgress progress =
      new JobProgress(Phase.PREPARING, 0, 0, 0, 0, OptionalLong.empty());

  /// Is this job, whatever is asked for.
  Job create(CloneRequest asked, CloneListener told) {
    request = Optional.of(asked);
    listener = told;
    return this;
  }

  /// What was asked for.
  CloneRequest request() {
    return request.orElseThrow();
  }

  /// Gets on to here.
  void reach(JobProgress next) {
    if (progress.phase() != next.phase()) {
      listener.phase(next.phase());
    }
    progress = next;
    listener.percent(next.phase(), next.percent());
  }

  /// Ends so.
  void end(CloneResult result) {
    end.complete(result);
  }

  /// Ends by a fault of the program.
  void breakDown(String message) {
    fault = Optional.of(message);
    end.complete(new CloneResult.Cancelled(0, 0));
  }

  /// Whether it has begun, or does within some seconds.
  boolean hasBegun() throws InterruptedException {
    return begun.await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public CloneResult run() {
    begun.countDown();
    try {
      CloneResult result = end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (fault.isPresent()) {
        throw new IllegalStateException(fault.get());
      }
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public JobProgress progress() {
    return progress;
  }

  @Override
  public void cancel() {
    end.complete(new CloneResult.Cancelled(progress.bytesDone(), progress.bytesTotal()));
  }
}
