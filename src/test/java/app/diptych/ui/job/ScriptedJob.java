package app.diptych.ui.job;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Job;
import app.diptych.clone.JobProgress;
import app.diptych.clone.LiveExport;
import app.diptych.clone.LiveJob;
import app.diptych.clone.MapCell;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Phase;
import app.diptych.clone.Stall;
import app.diptych.clone.Warning;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// A job that gets on when the test says so, and ends as it says.
public final class ScriptedJob implements LiveJob, Jobs {
  private static final long LIMIT_SECONDS = 60;

  private final CompletableFuture<CloneResult> end = new CompletableFuture<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile Optional<CloneRequest> request = Optional.empty();
  private volatile CloneListener listener = CloneListener.NONE;
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger detached = new AtomicInteger();
  private final AtomicInteger skipped = new AtomicInteger();
  private volatile boolean isPaused;
  private volatile boolean isRepair;
  private volatile boolean isSlowToEnd;
  private volatile boolean canGoOn = true;
  private volatile Optional<ExportPlan> plan = Optional.empty();
  private volatile Optional<LiveExport> export = Optional.empty();
  private volatile Optional<CloneResult.Failed> failure = Optional.empty();
  private volatile Optional<String> fault = Optional.empty();
  private volatile List<MapCell> map = List.of();
  private volatile JobProgress progress =
      new JobProgress(Phase.PREPARING, 0, 0, 0, 0, OptionalLong.empty());

  @Override
  public Job clone(CloneRequest asked, CloneListener told) {
    made.incrementAndGet();
    request = Optional.of(asked);
    listener = told;
    return this;
  }

  @Override
  public Job repair(CloneRequest asked, CloneListener told) {
    isRepair = true;
    return clone(asked, told);
  }

  /// Whether it was to repair.
  public boolean isRepair() {
    return isRepair;
  }

  @Override
  public LiveJob mirror(MirrorRequest asked, CloneListener told) {
    clone(asked.pair(), told);
    plan = Optional.of(asked.export());
    return this;
  }

  /// How often a job was asked for.
  public int timesMade() {
    return made.get();
  }

  /// Where the source was to be offered, if it was.
  public Optional<ExportPlan> plan() {
    return plan;
  }

  /// What was asked for.
  public CloneRequest request() {
    return request.orElseThrow();
  }

  /// Gets on to here.
  public void reach(JobProgress next) {
    if (progress.phase() != next.phase()) {
      listener.phase(next.phase());
    }
    progress = next;
    listener.percent(next.phase(), next.percent());
  }

  /// A device does not answer.
  public void stall(Stall stall) {
    listener.stalled(stall);
  }

  /// It answers again.
  public void recover(Stall stall) {
    listener.recovered(stall);
  }

  /// It finds this.
  public void warn(Warning warning) {
    listener.warned(warning);
  }

  /// It cannot go on if it is broken off.
  public void keepNothing(String line) {
    listener.unkept(line);
  }

  /// Permission to open a disk is asked for.
  public void await(String disk) {
    listener.waiting(disk);
  }

  /// Offers the source there, and these are connected.
  public void offer(NbdUri uri, Visitor... visitors) {
    export = Optional.of(new LiveExport(uri, List.of(visitors)));
  }

  /// The target fails.
  public void failTarget(String reason) {
    failure = Optional.of(new CloneResult.Failed(Phase.IN_SYNC, reason));
  }

  /// A side fails while the target is becoming a copy.
  public void failCopying(String reason) {
    failure = Optional.of(new CloneResult.Failed(Phase.COPYING, reason));
  }

  /// Comparing fails.
  public void failComparing(String reason) {
    failure = Optional.of(new CloneResult.Failed(Phase.VERIFYING, reason));
  }

  /// How often it was asked to let the target go.
  public int timesDetached() {
    return detached.get();
  }

  /// Takes its time when it is asked to end.
  public void lingerAtTheEnd() {
    isSlowToEnd = true;
  }

  /// Ends so.
  public void end(CloneResult result) {
    end.complete(result);
  }

  /// Ends by a fault of the program.
  public void breakDown(String message) {
    fault = Optional.of(message);
    end.complete(new CloneResult.Cancelled(0, 0));
  }

  /// Whether it has begun, or does within some seconds.
  public boolean hasBegun() throws InterruptedException {
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

  /// The target is like this.
  public void paint(MapCell... cells) {
    map = List.of(cells);
  }

  @Override
  public boolean canGoOn() {
    return canGoOn;
  }

  /// It leaves nothing to go on from.
  public void leaveNothing() {
    canGoOn = false;
  }

  @Override
  public List<MapCell> map(int most) {
    return map;
  }

  @Override
  public void pause() {
    isPaused = true;
    listener.paused();
  }

  @Override
  public void resume() {
    isPaused = false;
    listener.resumed();
  }

  @Override
  public boolean isPaused() {
    return isPaused;
  }

  @Override
  public void skipVerification() {
    skipped.incrementAndGet();
  }

  /// How often the verification was left out.
  int timesSkipped() {
    return skipped.get();
  }

  @Override
  public void cancel() {
    if (isSlowToEnd) {
      return;
    }
    boolean isDone = progress.phase() == Phase.IN_SYNC || progress.phase() == Phase.DETACHED;
    end.complete(
        isDone
            ? new CloneResult.Completed(progress.bytesTotal(), Duration.ofSeconds(1), false)
            : new CloneResult.Cancelled(progress.bytesDone(), progress.bytesTotal()));
  }

  @Override
  public Optional<LiveExport> export() {
    return export;
  }

  @Override
  public Optional<CloneResult.Failed> failure() {
    return failure;
  }

  @Override
  public void detach() {
    detached.incrementAndGet();
  }
}
