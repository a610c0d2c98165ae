package app.diptych.ui;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Job;
import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import javafx.concurrent.Task;

/// The bridge between the window and a job: runs it, and brings its percentages to the JavaFX
/// thread. It always succeeds with a result, a cancelled one included.
final class CloneTask extends Task<CloneResult> {
  private final Job job;

  /// A task that carries a request out once.
  CloneTask(CloneRequest request, Machine.Jobs jobs) {
    updateProgress(0, 100);
    job = jobs.create(request, new Bridge());
  }

  @Override
  protected CloneResult call() {
    return job.run();
  }

  /// The counters at this moment.
  JobProgress counters() {
    return job.progress();
  }

  /// Asks the job to end soon; the task then succeeds with what it says.
  void end() {
    job.cancel();
  }

  // Task coalesces what it is told, so that the JavaFX thread sees the latest only.
  private final class Bridge implements CloneListener {
    @Override
    public void phase(Phase phase) {
      updateProgress(0, 100);
    }

    @Override
    public void percent(Phase phase, int percent) {
      updateProgress(percent, 100);
    }
  }
}
