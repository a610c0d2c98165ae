package app.diptych.ui.job;

import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Job;
import app.diptych.clone.JobProgress;
import app.diptych.clone.LiveJob;
import app.diptych.clone.MapCell;
import app.diptych.clone.Phase;
import app.diptych.clone.Stall;
import app.diptych.clone.Warning;
import app.diptych.clone.Wording;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Texts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.concurrent.Task;

/// The bridge between the window and a job: runs it, brings what it waits for to the JavaFX thread
/// as its message, keeps what it warns of, and keeps the system awake meanwhile. It always succeeds
/// with a result, a cancelled one included.
final class CloneTask extends Task<CloneResult> {
  private final Job job;
  private final Optional<LiveJob> live;
  private final Attendance attendance;
  private final String why;
  private final List<String> cautions = new CopyOnWriteArrayList<>();

  /// A task that carries an errand out once.
  CloneTask(Errand errand, Jobs jobs) {
    Wish wish = errand.wish();
    attendance = jobs.attendance();
    why = errand.title();
    var bridge = new Bridge();
    live = wish.mirror().map(request -> jobs.mirror(request, bridge));
    job =
        live.<Job>map(l -> l)
            .orElseGet(() ->
                wish.isRepair()
                    ? jobs.repair(wish.request(), bridge)
                    : jobs.clone(wish.request(), bridge));
  }

  @Override
  protected CloneResult call() {
    try (Attendance.Watch _ = attendance.keepAwake(why)) {
      return job.run();
    }
  }

  /// Lets the job rest, or go on.
  void pause(boolean isToRest) {
    if (isToRest) {
      job.pause();
    } else {
      job.resume();
    }
  }

  /// Whether the job rests.
  boolean isPaused() {
    return job.isPaused();
  }

  /// Leaves the verification out, or the rest of it.
  void skipVerification() {
    job.skipVerification();
  }

  /// The target in at most so many cells, at this moment.
  List<MapCell> cells(int most) {
    return job.map(most);
  }

  /// The counters at this moment.
  JobProgress counters() {
    return job.progress();
  }

  /// Whether it can go on where it ended; once it is over.
  boolean canGoOn() {
    return job.canGoOn();
  }

  /// What was found that nobody was told of before, a sentence each.
  List<String> cautions() {
    return List.copyOf(cautions);
  }

  /// The job, if the source stays in use during it.
  Optional<LiveJob> live() {
    return live;
  }

  /// Asks the job to end soon; the task then succeeds with what it says.
  void end() {
    job.cancel();
  }

  // Task coalesces what it is told, so that the JavaFX thread sees the latest only.
  private final class Bridge implements CloneListener {
    @Override
    public void phase(Phase phase) {
      updateMessage("");
    }

    // Looked at together with the bytes, so that both are of one moment.
    @Override
    public void percent(Phase phase, int percent) {}

    @Override
    public void waiting(String name) {
      updateMessage(Texts.of("job.waiting", name));
    }

    @Override
    public void stalled(Stall stall) {
      updateMessage(Wording.stalled(stall));
    }

    @Override
    public void recovered(Stall stall) {
      updateMessage("");
    }

    // What is lost was asked before.
    @Override
    public void warned(Warning warning) {
      if (!(warning instanceof Warning.TargetHasData)) {
        cautions.add(Wording.of(warning));
      }
    }

    @Override
    public void forgot(String line) {
      cautions.add(line);
    }

    @Override
    public void unkept(String line) {
      cautions.add(line);
    }

    @Override
    public void failed(Phase phase, String reason) {
      updateMessage("");
    }
  }
}
