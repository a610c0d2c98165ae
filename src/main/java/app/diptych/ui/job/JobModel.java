package app.diptych.ui.job;

import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.JobProgress;
import app.diptych.clone.MapCell;
import app.diptych.clone.Phase;
import app.diptych.clone.Sentences;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableStringValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job, from its beginning on. JavaFX thread only, but for [#end]; the job has a thread of its
/// own. Whoever has it looks at the job from time to time by [#look].
public final class JobModel {
  private static final Logger LOG = LoggerFactory.getLogger(JobModel.class);
  private static final JobProgress NOTHING =
      new JobProgress(Phase.PREPARING, 0, 0, 0, 0, OptionalLong.empty());

  private final Errand errand;
  private final LongSupplier nanoTime;
  private final CloneTask task;
  private final Thread thread;
  private final Optional<LiveWatch> watch;
  private final FarewellModel farewell;
  private final MapKeepsake keepsake = new MapKeepsake();
  private final Pace pace = new Pace();
  private final ReadOnlyObjectWrapper<JobState> state =
      new ReadOnlyObjectWrapper<>(new JobState.Running(false));
  private final ReadOnlyObjectWrapper<JobProgress> counters = new ReadOnlyObjectWrapper<>(NOTHING);
  private final ReadOnlyObjectWrapper<Pace.Figures> figures =
      new ReadOnlyObjectWrapper<>(Pace.Figures.NONE);
  private final ReadOnlyObjectWrapper<List<MapCell>> cells = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<String>> cautions =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<LiveState>> live =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper skippable = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper skipped = new ReadOnlyBooleanWrapper();
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
  private final ReadOnlyObjectWrapper<Optional<Endpoint>> unplugged =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final StringBinding notice;
  private final BooleanBinding running =
      Bindings.createBooleanBinding(() -> state.get() instanceof JobState.Running, state);

  /// Begins an errand.
  JobModel(Errand errand, Jobs jobs, LongSupplier nanoTime) {
    this.errand = errand;
    this.nanoTime = nanoTime;
    farewell = new FarewellModel(jobs);
    task = new CloneTask(errand, jobs);
    task.setOnSucceeded(_ -> ended(task.getValue()));
    task.setOnFailed(_ -> broke(task.getException()));
    notice =
        Bindings.createStringBinding(
            () ->
                unplugged
                    .get()
                    .filter(disk -> task.live().isEmpty() || !isTarget(disk))
                    .map(disk -> Texts.of("unplugged.job", disk))
                    .orElseGet(task::getMessage),
            unplugged,
            task.messageProperty());
    live.set(task.live().map(_ -> LiveState.NOTHING));
    watch = task.live().map(job -> new LiveWatch(job, nanoTime));
    thread = Thread.ofPlatform().name("clone").start(task);
  }

  /// What it waits for, or waits for in vain, in words: a password, a device that does not answer,
  /// a disk that is unplugged, where nothing else tells of it; else empty.
  ObservableStringValue noticeProperty() {
    return notice;
  }

  /// Hears that one of its disks is not there any more, which it finds out itself only when it
  /// needs that disk.
  ///
  /// @return whether nobody else tells it, as the job rests or has nothing to do
  boolean miss(Endpoint disk) {
    if (isTarget(disk) && task.counters().phase() == Phase.DETACHED) {
      return false;
    }
    unplugged.set(Optional.of(disk));
    look();
    return paused.get() || counters.get().phase() == Phase.IN_SYNC;
  }

  /// What stands against a job under way, in a word or two.
  Optional<String> trouble() {
    return unplugged
        .get()
        .map(_ -> Texts.of("unplugged.word"))
        .or(() -> live.get().flatMap(LiveState::trouble));
  }

  /// How it stands while it is under way, in a few words.
  String standing() {
    Optional<String> trouble = trouble();
    if (trouble.isPresent()) {
      return trouble.get();
    }
    long percent = Math.round(Math.max(0, progress.get()) * 100);
    Phase phase = counters.get().phase();
    return switch (phase) {
      case COPYING, RESCUING, FLUSHING, VERIFYING ->
          paused.get()
              ? Texts.of("job.percent-paused", percent)
              : Texts.of("job.standing", PhaseSteps.words(phase), percent);
      case PREPARING, IN_SYNC, DETACHED -> PhaseSteps.words(phase);
    };
  }

  /// Whether how far it came says nothing any more: its target is lost, and only its source
  /// offered.
  boolean isTargetLost() {
    return live.get().flatMap(LiveState::trouble).isPresent();
  }

  /// What can be done with the target's drive once it is done.
  FarewellModel farewell() {
    return farewell;
  }

  /// Keeps the map of what could not be read elsewhere.
  MapKeepsake keepsake() {
    return keepsake;
  }

  /// Keeps the map of what could not be read in another file as well, where there is one.
  public void saveMap(Path to) {
    errand.map().ifPresent(map -> keepsake.save(map, to));
  }

  /// What it carries out.
  public Errand errand() {
    return errand;
  }

  /// Whether it is under way, and how it ended.
  public ReadOnlyObjectProperty<JobState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Phase, bytes and rate, as at the last look.
  ReadOnlyObjectProperty<JobProgress> countersProperty() {
    return counters.getReadOnlyProperty();
  }

  /// How fast it is over its time, and how long it will take.
  ReadOnlyObjectProperty<Pace.Figures> figuresProperty() {
    return figures.getReadOnlyProperty();
  }

  /// The curve of its rate.
  RateHistory history() {
    return pace.history();
  }

  /// The target, as at the last look.
  ReadOnlyObjectProperty<List<MapCell>> cellsProperty() {
    return cells.getReadOnlyProperty();
  }

  /// How things stand with a source that stays in use, as at the last look; empty where it does
  /// not, and when the job is over.
  public ReadOnlyObjectProperty<Optional<LiveState>> liveProperty() {
    return live.getReadOnlyProperty();
  }

  /// What it found that nobody was told of before, a sentence each, as at the last look and when it
  /// is over.
  ReadOnlyObjectProperty<List<String>> cautionsProperty() {
    return cautions.getReadOnlyProperty();
  }

  /// How much of the phase is done, 0 to 1.
  ReadOnlyDoubleProperty progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /// Whether it rests.
  ReadOnlyBooleanProperty pausedProperty() {
    return paused.getReadOnlyProperty();
  }

  /// Whether there is a verification under way that can be left out. Before it, a key that was
  /// meant for something else would take it away unseen.
  ReadOnlyBooleanProperty skippableProperty() {
    return skippable.getReadOnlyProperty();
  }

  /// Whether the verification was left out.
  ReadOnlyBooleanProperty skippedProperty() {
    return skipped.getReadOnlyProperty();
  }

  /// Whether it is under way.
  public BooleanBinding running() {
    return running;
  }

  /// Whether it was asked to end, and has not yet.
  public boolean isEnding() {
    return state.get() instanceof JobState.Running(var isAsked) && isAsked;
  }

  /// Whether nobody loses anything when it is ended.
  public boolean isHarmlessToStop() {
    return live.get()
        .filter(state -> state.isSafeToStop() && state.clients().isEmpty())
        .isPresent();
  }

  /// Asks it to end soon.
  public void cancel() {
    if (state.get() instanceof JobState.Running(var isEnding) && !isEnding) {
      state.set(new JobState.Running(true));
      task.end();
    }
  }

  /// Lets it rest, or go on.
  void togglePause() {
    task.pause(!task.isPaused());
    look();
  }

  /// Leaves the verification out, or the rest of it.
  void skipVerification() {
    task.skipVerification();
    skipped.set(true);
    skippable.set(false);
  }

  /// Lets the target go as an exact copy of one moment, if it is live and in sync; the source stays
  /// in use.
  void finish() {
    watch.ifPresent(LiveWatch::finish);
    look();
  }

  /// Asks it to end; from any thread.
  void end() {
    task.end();
  }

  /// Its thread, for who waits for its end.
  Thread thread() {
    return thread;
  }

  /// Looks how it gets on.
  void look() {
    if (running.get()) {
      JobProgress seen = task.counters();
      counters.set(seen);
      cautions.set(task.cautions());
      progress.set(share(seen));
      paused.set(task.isPaused());
      figures.set(pace.take(seen, paused.get(), nanoTime.getAsLong()));
      live.set(watch.map(LiveWatch::look).map(this::withoutTarget));
      skippable.set(seen.phase() == Phase.VERIFYING && !errand.wish().isRepair() && !skipped.get());
    }
  }

  private boolean isTarget(Endpoint disk) {
    return disk.equals(errand.wish().request().target());
  }

  private LiveState withoutTarget(LiveState seen) {
    return unplugged
        .get()
        .filter(this::isTarget)
        .map(disk -> seen.without(Texts.of("unplugged.disk", disk)))
        .orElse(seen);
  }

  /// Looks at the target as well, which takes a little more.
  void lookAtMap() {
    if (running.get()) {
      cells.set(task.cells(MapView.CELLS));
    }
  }

  // Of the same look as the bytes beside it.
  private static double share(JobProgress seen) {
    return switch (seen.phase()) {
      case PREPARING, COPYING, FLUSHING, RESCUING, VERIFYING -> seen.percent() / 100.0;
      case IN_SYNC, DETACHED -> 1;
    };
  }

  private void ended(CloneResult result) {
    look();
    lookAtMap();
    live.set(Optional.empty());
    paused.set(false);
    skippable.set(false);
    state.set(new JobState.Ended(result, task.canGoOn()));
    if (result instanceof CloneResult.Completed || result instanceof CloneResult.Skipped) {
      farewell.look(errand.wish().request());
    }
  }

  private void broke(Throwable cause) {
    LOG.error("The job ended by a fault of the program", cause);
    String reason = Texts.of("job.broke", Sentences.reason(cause));
    ended(new CloneResult.Failed(counters.get().phase(), reason));
  }
}
