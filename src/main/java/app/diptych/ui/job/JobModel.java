package app.diptych.ui.job;

import app.diptych.clone.CloneResult;
import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Texts;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The job, if there is one: at most one at a time. JavaFX thread only; the job has a thread of its
/// own, which [#close] waits for.
public final class JobModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobModel.class);
  private static final Duration POLL = Duration.millis(100);
  private static final JobProgress NOTHING =
      new JobProgress(Phase.PREPARING, 0, 0, 0, 0, OptionalLong.empty());

  private final Jobs jobs;
  private final ReadOnlyObjectWrapper<JobState> state =
      new ReadOnlyObjectWrapper<>(new JobState.Idle());
  private final ReadOnlyObjectWrapper<JobProgress> counters = new ReadOnlyObjectWrapper<>(NOTHING);
  private final ReadOnlyObjectWrapper<Optional<LiveState>> live =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
  private final BooleanBinding running =
      Bindings.createBooleanBinding(() -> state.get() instanceof JobState.Running, state);
  private final Timeline poll = new Timeline(new KeyFrame(POLL, _ -> poll()));
  private Optional<Work> work = Optional.empty();

  /// A task, the thread it runs on, and the watch over a job that keeps the source in use.
  private record Work(CloneTask task, Thread thread, Optional<LiveWatch> watch) {}

  /// No job yet.
  public JobModel(Jobs jobs) {
    this.jobs = jobs;
    poll.setCycleCount(Animation.INDEFINITE);
  }

  /// Whether there is a job, and how the last one ended.
  public ReadOnlyObjectProperty<JobState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Phase, bytes, rate and time left, as they were at most a tenth of a second ago.
  ReadOnlyObjectProperty<JobProgress> countersProperty() {
    return counters.getReadOnlyProperty();
  }

  /// How things stand with a source that stays in use, as they were at most a tenth of a second
  /// ago; empty where no such job is under way.
  public ReadOnlyObjectProperty<Optional<LiveState>> liveProperty() {
    return live.getReadOnlyProperty();
  }

  /// How much of the phase is done, 0 to 1.
  ReadOnlyDoubleProperty progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /// Whether a job is under way.
  public BooleanBinding running() {
    return running;
  }

  /// Carries an errand out, unless a job is under way already.
  ///
  /// @return whether it was begun
  public boolean start(Errand errand) {
    if (running.get()) {
      return false;
    }
    var task = new CloneTask(errand.wish(), jobs);
    task.setOnSucceeded(_ -> ended(errand, task.getValue()));
    task.setOnFailed(_ -> broke(errand, task.getException()));
    progress.bind(task.progressProperty());
    counters.set(NOTHING);
    live.set(task.live().map(_ -> LiveState.NOTHING));
    state.set(new JobState.Running(errand, false));
    Thread thread = Thread.ofPlatform().name("clone").unstarted(task);
    work =
        Optional.of(
            new Work(task, thread, task.live().map(job -> new LiveWatch(job, System::nanoTime))));
    thread.start();
    poll.play();
    return true;
  }

  /// Asks the job to end soon, if there is one.
  public void cancel() {
    if (state.get() instanceof JobState.Running(var errand, var isEnding) && !isEnding) {
      state.set(new JobState.Running(errand, true));
      work.ifPresent(w -> w.task().end());
    }
  }

  /// Lets the target go as an exact copy of one moment, if the job is live and in sync; the source
  /// stays in use.
  void finish() {
    work.flatMap(Work::watch).ifPresent(LiveWatch::finish);
    poll();
  }

  /// Ends the job and waits until it has ended.
  @Override
  public void close() {
    poll.stop();
    work.ifPresent(w -> {
      w.task().end();
      join(w.thread());
    });
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void poll() {
    work.ifPresent(w -> {
      counters.set(w.task().counters());
      live.set(w.watch().map(LiveWatch::look));
    });
  }

  private void ended(Errand errand, CloneResult result) {
    poll.stop();
    poll();
    live.set(Optional.empty());
    progress.unbind();
    state.set(new JobState.Ended(errand, result));
  }

  private void broke(Errand errand, Throwable cause) {
    LOG.error("The job ended by a fault of the program", cause);
    String reason = Texts.of("job.broke", String.valueOf(cause.getMessage()));
    ended(errand, new CloneResult.Failed(counters.get().phase(), reason));
  }
}
