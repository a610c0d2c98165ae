package app.diptych.ui;

import app.diptych.ui.disks.Candidate;
import app.diptych.ui.disks.IdentifyView;
import app.diptych.ui.disks.ImageChooser;
import app.diptych.ui.disks.PanelModel;
import app.diptych.ui.disks.PanelView;
import app.diptych.ui.help.HelpDialog.Page;
import app.diptych.ui.help.Shortcut;
import app.diptych.ui.history.HistoryView;
import app.diptych.ui.history.LogView;
import app.diptych.ui.job.Again;
import app.diptych.ui.job.JobDesk;
import app.diptych.ui.job.JobModel;
import app.diptych.ui.job.JobsView;
import app.diptych.ui.job.StopDialog;
import app.diptych.ui.job.Unfinished;
import app.diptych.ui.parts.Dialogs;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Dialog;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.controlsfx.control.StatusBar;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// All that is in the window.
final class WindowView extends BorderPane {
  private final WindowModel model;
  private final ImageChooser chooser;
  private final PanelView source;
  private final PanelView target;
  private final Aids aids;
  private final Pages pages;
  private final JobsView jobs;

  /// The whole window onto a model.
  WindowView(WindowModel model, ImageChooser chooser) {
    this.model = model;
    this.chooser = chooser;
    aids = new Aids(model, this);
    var around =
        new PanelView.Around(
            model::nbd,
            model.plan().liveProperty(),
            model::refresh,
            model.plan()::folders,
            chooser);
    source = new PanelView(PanelView.Kind.SOURCE, model.source(), around);
    target = new PanelView(PanelView.Kind.TARGET, model.target(), around);
    var center = new HBox(source, new HingeView(model, chooser), target);
    center.getStyleClass().add("diptych");
    VBox.setVgrow(center, Priority.ALWAYS);
    HBox.setHgrow(source, Priority.ALWAYS);
    HBox.setHgrow(target, Priority.ALWAYS);
    getStyleClass().add("window");
    jobs = new JobsView(model.jobs(), new Desk());
    pages =
        new Pages(
            Map.of(
                Pages.Page.CLONE,
                new VBox(aids.welcome(), center),
                Pages.Page.JOBS,
                jobs,
                Pages.Page.HISTORY,
                new HistoryView(model.history(), name -> save("chooser.report", name)),
                Pages.Page.LOG,
                new LogView(model.log(), model.looking())),
            Map.of(
                Pages.Page.CLONE, new CloneBar(model, this::ask), Pages.Page.JOBS, jobs.actions()),
            model.jobs());
    var screen = new BorderPane();
    // In the order that Tab leads through them.
    screen.setTop(
        new VBox(
            pages.head(),
            new UnfinishedView(model.unfinished(), this::watch, this::askToForget),
            new IdentifyView(model.disks().identify(), model.disks()::toggleIdentify)));
    screen.setCenter(pages);
    setCenter(scrolling(screen));
    setBottom(new VBox(pages.bar(), statusBar()));
    sceneProperty().subscribe(_ -> addShortcuts());
  }

  /// Its pages.
  Pages pages() {
    return pages;
  }

  // On a small screen and with large texts nothing is cut off that cannot be reached.
  private ScrollPane scrolling(BorderPane screen) {
    var scroll = new ScrollPane(screen);
    scroll.setId("window-scroll");
    scroll.getStyleClass().addAll("card-scroll", "window-scroll");
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setFocusTraversable(false);
    pages.shownProperty().subscribe(_ -> scroll.setVvalue(0));
    // What the keyboard leads to comes into sight.
    scroll
        .sceneProperty()
        .flatMap(Scene::focusOwnerProperty)
        .subscribe(node -> Parts.reveal(scroll, node));
    return scroll;
  }

  /// Asks whether all jobs are to be ended, ends them if so, and goes on then. What was asked to
  /// end before cannot be kept from it any more, and is not asked about.
  void askToStopAll(Runnable then) {
    List<JobModel> asked =
        model.jobs().running().stream().filter(Predicate.not(JobModel::isEnding)).toList();
    if (asked.isEmpty()) {
      then.run();
    } else {
      askToStop(asked, StopDialog.Reason.CLOSE, then);
    }
  }

  private void askToStop(List<JobModel> jobs, StopDialog.Reason reason, Runnable then) {
    ask(
        new StopDialog(jobs, reason),
        () -> {
          jobs.forEach(JobModel::cancel);
          then.run();
        });
  }

  private void askToForget(Unfinished job) {
    ask(Again.FORGET.question(job.errand()), () -> model.unfinished().forget(job));
  }

  private void ask() {
    Optional<EraseModel> question = model.question();
    question.ifPresent(erase -> {
      // Nothing is lost where nothing is yet.
      if (erase.target().size().isEmpty()) {
        start(erase);
      } else {
        ask(lasting(erase), () -> start(erase));
      }
    });
  }

  // A question about disks that are not there any more, or not as they were, goes away unanswered.
  private EraseDialog lasting(EraseModel erase) {
    var dialog = new EraseDialog(erase);
    Subscription watch =
        model
            .plan()
            .checkProperty()
            .subscribe(check -> {
              if (!(check instanceof Check.Running) && !erase.isAbout(check)) {
                dialog.close();
                compare(erase.source(), model.source());
                compare(erase.target(), model.target());
              }
            });
    Subscription images = watch(erase.source(), model.source());
    Subscription both = watch.and(images).and(watch(erase.target(), model.target()));
    dialog.setOnHidden(_ -> both.unsubscribe());
    return dialog;
  }

  // What is at the path of an image may be something else in the meantime.
  private Subscription watch(Candidate candidate, PanelModel panel) {
    if (!(candidate instanceof Candidate.OfImage(var path, var size)) || size.isEmpty()) {
      return Subscription.EMPTY;
    }
    var watch =
        new ImageWatch(
            path,
            size.getAsLong(),
            isThere -> {
              panel.letGo(isThere);
              model.refresh();
            });
    watch.setExecutor(model.looking());
    watch.start();
    return watch::cancel;
  }

  // A listing may have seen it before whoever watches.
  private static void compare(Candidate asked, PanelModel panel) {
    panel
        .chosenProperty()
        .get()
        .filter(now -> now.key().equals(asked.key()) && !now.size().equals(asked.size()))
        .ifPresent(now -> panel.letGo(now.size().isPresent()));
  }

  private void start(EraseModel erase) {
    watchIf(model.jobs().start(erase.errand()));
  }

  private void watchIf(boolean isBegun) {
    if (isBegun) {
      watch();
    }
  }

  // Not at a button: the key that confirmed it may be pressed once more.
  private void watch() {
    pages.show(Pages.Page.JOBS);
    jobs.focusList();
  }

  private Optional<Path> save(String titleKey, String name) {
    List<Path> folders = model.plan().folders(model.target());
    return chooser.save(getScene().getWindow(), folders, Texts.of(titleKey), name);
  }

  private void ask(Dialog<Boolean> dialog, Runnable onYes) {
    Dialogs.ask(
        this,
        dialog,
        isYes -> {
          if (isYes) {
            onYes.run();
          }
        });
  }

  private StatusBar statusBar() {
    var refresh = Parts.wire(new Button(), "refresh", Texts.of("window.refresh"), model::refresh);
    refresh.setGraphic(Parts.icon(Material2OutlinedMZ.REFRESH));
    refresh.getStyleClass().add("flat");
    Parts.hint(refresh, Texts.of("window.refresh-hint"));
    var bar = new StatusBar();
    bar.setId("status");
    bar.setFocusTraversable(false);
    bar.textProperty().bind(model.disks().statusProperty());
    List<Button> left = List.of(refresh, identify());
    List<Button> right = aids.buttons();
    // What is said between them gives way to their words, however long it is.
    Stream.of(left, right)
        .flatMap(List::stream)
        .forEach(button -> button.setMinWidth(USE_PREF_SIZE));
    bar.getLeftItems().addAll(left);
    bar.getRightItems().addAll(right);
    bar.getRightItems().add(new LookSwitch(model.look()));
    return bar;
  }

  private Button identify() {
    var identify =
        Parts.wire(
            new Button(), "identify", Texts.of("window.identify"), model.disks()::toggleIdentify);
    identify.setGraphic(Parts.icon(Material2OutlinedMZ.USB));
    identify.getStyleClass().add("flat");
    Parts.hint(identify, Texts.of("window.identify-hint"));
    return identify;
  }

  private void addShortcuts() {
    if (getScene() == null) {
      return;
    }
    var keys = getScene().getAccelerators();
    Stream.of(Shortcut.values()).forEach(key -> keys.put(key.keys(), action(key)));
  }

  private Runnable action(Shortcut shortcut) {
    PlanModel plan = model.plan();
    return switch (shortcut) {
      case HELP -> () -> aids.help(Page.ABOUT);
      case KEYS, KEYS_ANYWHERE -> () -> aids.help(Page.KEYS);
      case SETTINGS -> aids::settings;
      case REFRESH -> model::refresh;
      case IDENTIFY -> model.disks()::toggleIdentify;
      case SOURCE -> inSight(source::focusCards);
      case TARGET -> inSight(target::focusCards);
      case FIND -> inSight(source.searchField()::requestFocus);
      case FIND_TARGET -> inSight(target.searchField()::requestFocus);
      case OPEN -> inSight(source::openImage);
      case OPEN_TARGET -> inSight(target::openImage);
      case NBD -> inSight(source::openNbd);
      case NBD_TARGET -> inSight(target::openNbd);
      case VERIFY -> inSight(plan::toggleVerify);
      case FIT -> inSight(plan::toggleFit);
      case ACCEPT -> inSight(plan::toggleAccept);
      case SKIP -> inSight(plan::toggleSkip);
      case LIVE -> inSight(plan::toggleLive);
      case BY_TCP -> inSight(plan::toggleByTcp);
      case CLONE -> this::ask;
      case COMMAND -> () -> CloneBar.copy(model);
      case PAGE_CLONE -> () -> pages.show(Pages.Page.CLONE);
      case PAGE_JOBS -> () -> pages.show(Pages.Page.JOBS);
      case PAGE_HISTORY -> () -> pages.show(Pages.Page.HISTORY);
      case PAGE_LOG -> () -> pages.show(Pages.Page.LOG);
    };
  }

  // What a key leads to, or changes, is not done on a page that nobody sees.
  private Runnable inSight(Runnable deed) {
    return () -> {
      pages.show(Pages.Page.CLONE);
      deed.run();
    };
  }

  /// Asks back in dialogs of this window.
  private final class Desk implements JobDesk {
    // Where nobody loses anything by it, nobody is asked.
    @Override
    public void stop(JobModel job) {
      if (job.isHarmlessToStop()) {
        job.cancel();
      } else {
        askToStop(List.of(job), StopDialog.Reason.CANCEL, () -> {});
      }
    }

    @Override
    public void repair(JobModel job) {
      ask(Again.REPAIR.question(job.errand()), () -> watchIf(model.jobs().repair(job)));
    }

    @Override
    public void skip(JobModel job) {
      int retries = model.settings().get().job().retries().times();
      ask(Again.SKIP.question(job.errand()), () -> watchIf(model.jobs().skip(job, retries)));
    }

    @Override
    public void saveMap(JobModel job) {
      save("chooser.map", Texts.of("chooser.map-name")).ifPresent(job::saveMap);
    }
  }
}
