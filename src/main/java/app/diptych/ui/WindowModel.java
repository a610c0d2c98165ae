package app.diptych.ui;

import app.diptych.clone.Endpoint;
import app.diptych.clone.Sentences;
import app.diptych.disks.Silence;
import app.diptych.nbd.NbdUri;
import app.diptych.sample.SamplePair;
import app.diptych.state.Folders;
import app.diptych.ui.disks.DisksModel;
import app.diptych.ui.disks.NbdModel;
import app.diptych.ui.disks.PanelModel;
import app.diptych.ui.disks.ServerAnswer;
import app.diptych.ui.history.HistoryModel;
import app.diptych.ui.job.JobsModel;
import app.diptych.ui.parts.Texts;
import app.diptych.ui.settings.Look;
import app.diptych.ui.settings.Settings;
import app.diptych.ui.settings.SettingsModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.util.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything the window shows and does. JavaFX thread only.
final class WindowModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WindowModel.class);

  // As long as a clone's own client gives a server, and somewhat more.
  private static final Duration PATIENCE = Duration.seconds(25);

  private final ExecutorService executor;
  private final Curtain looking;
  private final ExecutorService asking =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("ask-", 1).factory());
  private final Function<NbdUri, ServerAnswer> servers;
  private final PanelModel source = new PanelModel();
  private final PanelModel target = new PanelModel();
  private final DisksModel disks;
  private final PlanModel plan;
  private final ReleaseModel release;
  private final JobsModel jobs;
  private final UnfinishedModel unfinished;
  private final HistoryModel history;
  private final LookModel look;
  private final SettingsModel settings;
  private final Sampling sampling;
  private Runnable onAnotherLocale = () -> {};

  /// A window onto a machine, on a desktop of some look, for a user.
  WindowModel(Machine machine, ObservableValue<Look> desktop, Home home) {
    settings = home.settings();
    // A thread for each, so that a check that hangs on a sick disk keeps nothing else waiting.
    executor =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("look-", 1).factory());
    // What is asked for while the window goes away is not wanted any more.
    looking =
        new Curtain(task -> {
          if (!executor.isShutdown()) {
            executor.execute(task);
          }
        });
    var checking = new Checking(machine.checks(), told -> new Silence(machine.disks()::list, told));
    plan = new PlanModel(source, target, checking, looking);
    release = new ReleaseModel(plan, machine.jobs()::unmount, looking);
    disks = new DisksModel(machine.disks(), List.of(source, target), plan::recheck, looking);
    jobs = new JobsModel(machine.jobs());
    disks.pluggedProperty().subscribe(jobs::plugged);
    unfinished = new UnfinishedModel(jobs, machine.jobs()::unfinished, this::forgotten, looking);
    unfinished.look();
    history = new HistoryModel(home.shelf(), home.reader(), looking);
    servers = machine.servers();
    look = new LookModel(desktop, settings);
    settings.property().map(Settings::job).subscribe(plan::begin);
    settings
        .troubleProperty()
        .subscribe((_, why) -> {
          if (!why.isEmpty()) {
            disks.say(Texts.of("settings.unkept", why));
          }
        });
    source.chosenProperty().subscribe(target::take);
    sampling = new Sampling(home.samples(), looking);
    sampling.setOnSucceeded(_ -> offerToTry(sampling.getValue()));
    sampling.setOnFailed(_ -> notMade(sampling.getException()));
    jobs.busyProperty().subscribe(this::busyChanged);
  }

  /// The window is on view: what it has to look for begins.
  void seen() {
    looking.rise();
  }

  /// The left panel.
  PanelModel source() {
    return source;
  }

  /// The right panel.
  PanelModel target() {
    return target;
  }

  /// What is about to be done.
  PlanModel plan() {
    return plan;
  }

  /// What is in the target's way and can be taken out of it.
  ReleaseModel release() {
    return release;
  }

  /// The file of the program's log.
  Path log() {
    return Folders.ofThisUser().statePath().resolve("diptych.log");
  }

  /// Looks at files and disks, for who must not wait.
  Executor looking() {
    return looking;
  }

  /// What is being done.
  JobsModel jobs() {
    return jobs;
  }

  /// What was broken off before.
  UnfinishedModel unfinished() {
    return unfinished;
  }

  /// What was done.
  HistoryModel history() {
    return history;
  }

  /// The address of an NBD disk that is about to be typed.
  NbdModel nbd() {
    return new NbdModel(servers, asking, PATIENCE);
  }

  /// What the person has set.
  SettingsModel settings() {
    return settings;
  }

  /// What is to be done when another language or other units were set.
  void setOnAnotherLocale(Runnable action) {
    onAnotherLocale = action;
  }

  /// Opens the window anew where that is wanted; not while there is a job, which it would end.
  void followLocale() {
    if (settings.wantsAnotherLocale() && !jobs.runningProperty().get()) {
      onAnotherLocale.run();
    }
  }

  /// Light, dark or of high contrast.
  LookModel look() {
    return look;
  }

  /// What is plugged in.
  DisksModel disks() {
    return disks;
  }

  /// Lists everything again, in the background.
  void refresh() {
    disks.refresh();
  }

  /// Offers image files in both panels.
  void offer(List<Path> images) {
    source.offer(images);
    target.offer(images);
    refresh();
  }

  /// Takes over what another window offered, what was picked there, and how it was to be cloned.
  void follow(WindowModel before) {
    source.follow(before.source);
    target.follow(before.target);
    plan.follow(before.plan);
    refresh();
  }

  /// Makes two sample images and picks them, unless a job may be using them.
  void trySamples() {
    if (!jobs.runningProperty().get()) {
      disks.say(Texts.of("status.samples"));
      sampling.restart();
    }
  }

  /// The question to ask before what is picked is carried out; empty while it must not be.
  Optional<EraseModel> question() {
    if (!(plan.checkProperty().get() instanceof Check.Done done) || !done.allowsCloning()) {
      return Optional.empty();
    }
    return plan.source().flatMap(from -> plan.target().map(to -> new EraseModel(from, to, done)));
  }

  /// Ends what is under way; a job is waited for.
  @Override
  public void close() {
    disks.close();
    executor.shutdownNow();
    asking.shutdownNow();
    jobs.close();
  }

  private void offerToTry(SamplePair pair) {
    source.offerAndChoose(pair.source());
    target.offerAndChoose(pair.target());
    refresh();
  }

  private void notMade(Throwable cause) {
    LOG.error("The sample images could not be made", cause);
    disks.say(Texts.of("status.no-samples", Sentences.reason(cause)));
  }

  private void forgotten(Optional<String> problem) {
    plan.recheck();
    problem.ifPresent(why -> disks.say(Texts.of("unfinished.kept", why)));
  }

  // What a job has written is to be seen when it is over, and may change the verdict.
  private void busyChanged(Set<Endpoint> before, Set<Endpoint> now) {
    source.occupy(now);
    target.occupy(now);
    if (!now.containsAll(before)) {
      unfinished.look();
      history.look();
      refresh();
    }
  }
}
