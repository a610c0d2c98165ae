package app.diptych.ui.job;

import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.desktop.Notice;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Texts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Duration;

/// The jobs since the window opened, the latest first; several may be under way, on different
/// disks. JavaFX thread only, but for [#endAll].
public final class JobsModel implements AutoCloseable {
  private static final Duration POLL = Duration.millis(100);
  // Each second look is a look at the map: five times a second.
  private static final int MAP_EVERY = 2;

  private final Jobs jobs;
  private final ObservableList<JobModel> list = FXCollections.observableArrayList();
  // The same for other threads.
  private final List<JobModel> begun = new CopyOnWriteArrayList<>();
  private final ObjectProperty<Optional<JobModel>> shown =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Set<Endpoint>> busy = new ReadOnlyObjectWrapper<>(Set.of());
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
  private final Timeline poll = new Timeline(new KeyFrame(POLL, _ -> look()));
  // Daemon: a desktop that does not answer must not keep the program.
  private final ExecutorService telling =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("tell-", 1).factory());
  private final Unplugging unplugging = new Unplugging();
  private BiConsumer<JobModel, Notice> fallback = (_, _) -> {};
  private Optional<Runnable> afterAll = Optional.empty();
  private int looks;

  /// No job yet.
  public JobsModel(Jobs jobs) {
    this.jobs = jobs;
    poll.setCycleCount(Animation.INDEFINITE);
  }

  /// All of them.
  public ObservableList<JobModel> list() {
    return FXCollections.unmodifiableObservableList(list);
  }

  /// The one that is looked at.
  public ObjectProperty<Optional<JobModel>> shownProperty() {
    return shown;
  }

  /// The places of what is in a job, and locked for others.
  public ReadOnlyObjectProperty<Set<Endpoint>> busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /// Whether any is under way.
  public ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  /// How far all that are under way are, or that something stands against one, in a few words;
  /// empty where none is.
  public ReadOnlyStringProperty summaryProperty() {
    return summary.getReadOnlyProperty();
  }

  /// Those under way.
  public List<JobModel> running() {
    return list.stream().filter(job -> job.running().get()).toList();
  }

  /// Who tells in the window what the desktop did not.
  public void tellOtherwise(BiConsumer<JobModel, Notice> how) {
    fallback = how;
  }

  /// Does something once no job is under way; not if another one is begun before, as whoever begins
  /// it wants to see it.
  public void afterAll(Runnable deed) {
    afterAll = Optional.of(deed);
    rest();
  }

  /// Takes which disks are plugged in: who waits for one that is not any more is told.
  public void plugged(Set<Endpoint> disks) {
    Predicate<Endpoint> isGone = unplugging.take(disks);
    for (JobModel job : running()) {
      ends(job.errand())
          .filter(isGone)
          .filter(job::miss)
          .findFirst()
          .ifPresent(end -> {
            String title =
                Texts.of("notice.title", Texts.of("unplugged.word"), job.errand().title());
            tell(job, new Notice(title, Texts.of("unplugged.disk", end), true));
          });
    }
  }

  /// Begins an errand, unless something of it is in a job already.
  ///
  /// @return whether it was begun
  public boolean start(Errand errand) {
    if (places(errand).anyMatch(busy.get()::contains)) {
      return false;
    }
    afterAll = Optional.empty();
    var job = new JobModel(errand.mapped(), jobs, System::nanoTime);
    begun.add(job);
    list.addFirst(job);
    shown.set(Optional.of(job));
    job.stateProperty().subscribe(state -> changed(job, state));
    poll.play();
    return true;
  }

  /// Whether neither disk of a job that is over is in another.
  BooleanBinding isFree(JobModel job) {
    return isFree(job.errand().repairing());
  }

  /// Whether neither disk of what is to be done is in a job.
  public BooleanBinding isFree(Errand again) {
    return Bindings.createBooleanBinding(() -> places(again).noneMatch(busy.get()::contains), busy);
  }

  /// Copies what differs again on the disks of a job that is over, unless one of them is in
  /// another.
  ///
  /// @return whether it was begun
  public boolean repair(JobModel job) {
    return start(job.errand().repairing());
  }

  /// Clones a job that is over once more and skips what cannot be read, unless one of its disks is
  /// in another.
  ///
  /// @param retries how often that is tried again
  /// @return whether it was begun
  public boolean skip(JobModel job, int retries) {
    return start(job.errand().skipping(retries));
  }

  /// Takes a job that is over from the list.
  public void forget(JobModel job) {
    if (!job.running().get()) {
      list.remove(job);
      begun.remove(job);
      if (shown.get().filter(job::equals).isPresent()) {
        shown.set(list.stream().findFirst());
      }
    }
  }

  /// Asks all to end, and waits until they have, so long at most; from any thread.
  ///
  /// @return whether they have
  public boolean endAll(java.time.Duration limit) {
    begun.forEach(JobModel::end);
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (JobModel job : begun) {
        job.thread().join(java.time.Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return begun.stream().noneMatch(job -> job.thread().isAlive());
  }

  /// Ends all and waits until they have ended.
  @Override
  public void close() {
    poll.stop();
    telling.shutdown();
    begun.forEach(JobModel::end);
    try {
      for (JobModel job : begun) {
        job.thread().join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Stream<Endpoint> ends(Errand errand) {
    return Stream.of(errand.wish().request().source(), errand.wish().request().target());
  }

  // One that goes on was not picked, and names the same disk by less.
  private static Stream<Endpoint> places(Errand errand) {
    return ends(errand).map(Endpoint::place);
  }

  private void look() {
    looks++;
    List<JobModel> under = running();
    under.forEach(JobModel::look);
    if (looks % MAP_EVERY == 0) {
      under.forEach(JobModel::lookAtMap);
    }
    sumUp(under);
  }

  private void sumUp(List<JobModel> under) {
    double mean =
        under.stream()
            .mapToDouble(job -> Math.max(0, job.progressProperty().get()))
            .average()
            .orElse(0);
    if (under.isEmpty()) {
      summary.set("");
    } else if (under.stream().anyMatch(job -> job.trouble().isPresent())) {
      // What it is has no room on the button of a page.
      summary.set(Texts.of("jobs.trouble"));
    } else if (under.size() == 1) {
      summary.set(under.getFirst().standing());
    } else {
      summary.set(Texts.of("jobs.summary", Math.round(mean * 100), under.size()));
    }
  }

  private void changed(JobModel job, JobState state) {
    List<JobModel> under = running();
    running.set(!under.isEmpty());
    busy.set(under.stream().flatMap(each -> places(each.errand())).collect(Collectors.toSet()));
    sumUp(under);
    if (under.isEmpty()) {
      poll.stop();
    }
    if (state instanceof JobState.Ended(var result, _)) {
      tell(job, notice(job.errand(), result));
      rest();
    }
  }

  private void rest() {
    if (!running.get()) {
      afterAll.ifPresent(Runnable::run);
    }
  }

  private static Notice notice(Errand errand, CloneResult result) {
    Outcome outcome = Outcome.of(result);
    return new Notice(
        Texts.of("notice.title", outcome.headline(), errand.title()),
        errand.saying(result),
        !outcome.isGood());
  }

  // Not while the window goes away.
  private void tell(JobModel job, Notice notice) {
    if (!telling.isShutdown()) {
      telling.execute(() -> {
        if (!jobs.attendance().tell(notice)) {
          Platform.runLater(() -> fallback.accept(job, notice));
        }
      });
    }
  }
}
