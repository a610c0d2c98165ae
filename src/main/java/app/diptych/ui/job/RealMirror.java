package app.diptych.ui.job;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import app.diptych.clone.JobProgress;
import app.diptych.clone.LiveExport;
import app.diptych.clone.MapCell;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.job.MirrorJob;
import app.diptych.disks.DiskInventory;
import app.diptych.report.JobReport;
import java.util.List;
import java.util.Optional;

/// The live job of the package `clone`.
final class RealMirror implements LiveJob {
  private final MirrorJob job;

  /// A job that has not begun, and tells a listener.
  RealMirror(MirrorRequest request, DiskInventory inventory, CloneListener listener) {
    job = new MirrorJob(request, inventory, listener, _ -> {});
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
    return job.failure();
  }

  @Override
  public void detach() {
    job.detach();
  }
}
