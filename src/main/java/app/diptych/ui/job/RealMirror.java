package app.diptych.ui.job;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import app.diptych.clone.JobProgress;
import app.diptych.clone.LiveExport;
import app.diptych.clone.MapCell;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Phase;
import app.diptych.clone.Stall;
import app.diptych.clone.Warning;
import app.diptych.clone.job.MirrorJob;
import app.diptych.disks.DiskInventory;
import app.diptych.report.JobReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The live job of the package `clone`.
final class RealMirror implements LiveJob {
  private final MirrorJob job;
  private final AtomicReference<Optional<CloneResult.Failed>> failure =
      new AtomicReference<>(Optional.empty());

  /// A job that has not begun, and tells a listener.
  RealMirror(MirrorRequest request, DiskInventory inventory, CloneListener listener) {
    job = new MirrorJob(request, inventory, new Ears(listener), _ -> {});
  }

  @Override
  public CloneResult run() {
    return job.run();
  }

  @Override
  public Optional<JobReport> report() {
    return job.report();
  }

  @Override
  public boolean canGoOn() {
    return job.canGoOn();
  }

  @Override
  public JobProgress progress() {
    return job.progress();
  }

  @Override
  public List<MapCell> map(int most) {
    return job.map(most);
  }

  @Override
  public void pause() {
    job.pause();
  }

  @Override
  public void resume() {
    job.resume();
  }

  @Override
  public boolean isPaused() {
    return job.isPaused();
  }

  @Override
  public void skipVerification() {
    job.skipVerification();
  }

  @Override
  public void cancel() {
    job.cancel();
  }

  @Override
  public Optional<LiveExport> export() {
    return job.export();
  }

  @Override
  public Optional<CloneResult.Failed> failure() {
    return failure.get();
  }

  @Override
  public void detach() {
    job.detach();
  }

  /// Keeps what is told of a failure, and passes all the rest on.
  private final class Ears implements CloneListener {
    private final CloneListener next;

    Ears(CloneListener next) {
      this.next = next;
    }

    @Override
    public void phase(Phase phase) {
      next.phase(phase);
    }

    @Override
    public void percent(Phase phase, int percent) {
      next.percent(phase, percent);
    }

    @Override
    public void waiting(String name) {
      next.waiting(name);
    }

    @Override
    public void paused() {
      next.paused();
    }

    @Override
    public void resumed() {
      next.resumed();
    }

    @Override
    public void stalled(Stall stall) {
      next.stalled(stall);
    }

    @Override
    public void recovered(Stall stall) {
      next.recovered(stall);
    }

    @Override
    public void warned(Warning warning) {
      next.warned(warning);
    }

    @Override
    public void forgot(String line) {
      next.forgot(line);
    }

    @Override
    public void unkept(String line) {
      next.unkept(line);
    }

    @Override
    public void differing(JobReport.Places places) {
      next.differing(places);
    }

    @Override
    public void failed(Phase phase, String reason) {
      failure.set(Optional.of(new CloneResult.Failed(phase, reason)));
      next.failed(phase, reason);
    }
  }
}
