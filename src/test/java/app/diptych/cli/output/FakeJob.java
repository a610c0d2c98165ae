package app.diptych.cli.output;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Job;
import app.diptych.clone.JobProgress;
import app.diptych.clone.MapCell;
import app.diptych.clone.Phase;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/// A job that copies 100 bytes in steps of a percent and ends as it was told to; or that waits to
/// be cancelled.
public final class FakeJob implements Job {
  private final CloneListener listener;
  private final CloneResult result;
  private final boolean waits;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile boolean isPaused;
  private volatile JobProgress progress = at(Phase.PREPARING, 0);

  private FakeJob(CloneListener listener, CloneResult result, boolean waits) {
    this.listener = listener;
    this.result = result;
    this.waits = waits;
  }

  public static FakeJob ending(CloneListener listener, CloneResult result) {
    return new FakeJob(listener, result, false);
  }

  public static FakeJob waiting(CloneListener listener) {
    return new FakeJob(listener, new CloneResult.Cancelled(40, 100), true);
  }

  public static JobProgress at(Phase phase, int percent) {
    return new JobProgress(phase, percent, percent, 100, 10, OptionalLong.empty());
  }

  @Override
  public CloneResult run() {
    begun.countDown();
    phase(Phase.COPYING, 1);
    if (waits) {
      awaitUninterruptibly(cancelled);
      return result;
    }
    for (int percent = 1; percent <= 100; percent++) {
      progress = at(Phase.COPYING, percent);
      listener.percent(Phase.COPYING, percent);
    }
    phase(Phase.FLUSHING, 100);
    return result;
  }

  @Override
  public List<MapCell> map(int most) {
    return List.of();
  }

  private void phase(Phase phase, int percent) {
    progress = at(phase, percent);
    listener.phase(phase);
  }

  public void awaitBegin() {
    awaitUninterruptibly(begun);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean canGoOn() {
    return false;
  }

  @Override
  public JobProgress progress() {
    return progress;
  }

  @Override
  public void pause() {
    isPaused = true;
  }

  @Override
  public void resume() {
    isPaused = false;
  }

  @Override
  public boolean isPaused() {
    return isPaused;
  }

  @Override
  public void skipVerification() {}

  @Override
  public void cancel() {
    cancelled.countDown();
  }
}
