package app.diptych.ui.job;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Job;
import app.diptych.clone.MirrorRequest;

/// Jobs that get on when the test says so, one after the other.
public final class ScriptedJobs implements Jobs {
  private volatile ScriptedJob job = new ScriptedJob();

  /// The job that is asked for next, or was last.
  public ScriptedJob job() {
    return job;
  }

  /// Has another job in store.
  public void prepareAnother() {
    job = new ScriptedJob();
  }

  @Override
  public Job clone(CloneRequest request, CloneListener listener) {
    return job.clone(request, listener);
  }

  @Override
  public LiveJob mirror(MirrorRequest request, CloneListener listener) {
    return job.mirror(request, listener);
  }
}
