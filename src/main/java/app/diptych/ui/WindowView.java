package app.diptych.ui;

import app.diptych.ui.job.JobView;
import app.diptych.ui.job.StopDialog;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Dialog;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.controlsfx.control.StatusBar;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// All that is in the window.
final class WindowView extends BorderPane {
  private static final KeyCodeCombination REFRESH = new KeyCodeCombination(KeyCode.F5);
  private static final KeyCodeCombination IDENTIFY =
      new KeyCodeCombination(KeyCode.I, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCodeCombination FIND =
      new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCodeCombination FIND_TARGET =
      new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  private static final KeyCodeCombination OPEN =
      new KeyCodeCombination(KeyCode.O, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCodeCombination OPEN_TARGET =
      new KeyCodeCombination(KeyCode.O, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  // A label's own mnemonic leads to one control; these lead to whichever card is next.
  private static final KeyCodeCombination SOURCE =
      new KeyCodeCombination(KeyCode.S, KeyCombination.ALT_DOWN);
  private static final KeyCodeCombination TARGET =
      new KeyCodeCombination(KeyCode.T, KeyCombination.ALT_DOWN);
  // The mnemonic of a check box would lead to it and not tick it.
  private static final KeyCodeCombination VERIFY =
      new KeyCodeCombination(KeyCode.V, KeyCombination.ALT_DOWN);
  private static final KeyCodeCombination FIT =
      new KeyCodeCombination(KeyCode.B, KeyCombination.ALT_DOWN);
  private static final KeyCodeCombination ACCEPT =
      new KeyCodeCombination(KeyCode.A, KeyCombination.ALT_DOWN);
  private static final KeyCodeCombination LIVE =
      new KeyCodeCombination(KeyCode.K, KeyCombination.ALT_DOWN);
  private static final KeyCodeCombination BY_TCP =
      new KeyCodeCombination(KeyCode.L, KeyCombination.ALT_DOWN);
  // L as in location, as other programs take an address.
  private static final KeyCodeCombination NBD =
      new KeyCodeCombination(KeyCode.L, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCodeCombination NBD_TARGET =
      new KeyCodeCombination(KeyCode.L, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  private static final KeyCodeCombination CLONE =
      new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);

  private final WindowModel model;
  private final PanelView source;
  private final PanelView target;

  /// The whole window onto a model.
  WindowView(WindowModel model, ImageChooser chooser) {
    this.model = model;
    source = new PanelView(PanelView.Kind.SOURCE, model, chooser);
    target = new PanelView(PanelView.Kind.TARGET, model, chooser);
    var hinge = new ActionView(model, this::ask);
    var center = new HBox(source, hinge, target);
    center.getStyleClass().add("diptych");
    HBox.setHgrow(source, Priority.ALWAYS);
    HBox.setHgrow(target, Priority.ALWAYS);
    getStyleClass().add("window");
    setCenter(center);
    setTop(new IdentifyView(model.disks().identify(), model.disks()::toggleIdentify));
    var job = new JobView(model.job(), this::stop);
    setBottom(new VBox(job, statusBar()));
    sceneProperty().subscribe(_ -> addShortcuts());
  }

  /// Asks whether the job is to be ended, ends it if so, and goes on then.
  void askToStop(StopDialog.Reason reason, Runnable then) {
    var dialog = new StopDialog(model.job(), reason);
    ask(
        dialog,
        () -> {
          model.job().cancel();
          then.run();
        });
  }

  // Where nobody loses anything by it, nobody is asked.
  private void stop() {
    boolean isHarmless =
        model
            .job()
            .liveProperty()
            .get()
            .filter(live -> live.isSafeToStop() && live.clients().isEmpty())
            .isPresent();
    if (isHarmless) {
      model.job().cancel();
    } else {
      askToStop(StopDialog.Reason.CANCEL, () -> {});
    }
  }

  private void ask() {
    Optional<EraseModel> question = model.question();
    question.ifPresent(erase -> {
      // Nothing is lost where nothing is yet.
      if (erase.target().size().isEmpty()) {
        model.job().start(erase.errand());
      } else {
        ask(lasting(erase), () -> model.job().start(erase.errand()));
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
              }
            });
    dialog.setOnHidden(_ -> watch.unsubscribe());
    return dialog;
  }

  private void ask(Dialog<Boolean> dialog, Runnable onYes) {
    Parts.ask(
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
    bar.getLeftItems().addAll(refresh, identify());
    bar.getRightItems().add(new LookSwitch(model.look()));
    return bar;
  }

  private Button identify() {
    var identify =
        Parts.wire(
            new Button(), "identify", Texts.of("window.identify"), model.disks()::toggleIdentify);
    identify.setGraphic(Parts.icon(Material2OutlinedAL.HELP_OUTLINE));
    identify.getStyleClass().add("flat");
    Parts.hint(identify, Texts.of("window.identify-hint"));
    return identify;
  }

  private Runnable whileIdle(Runnable action) {
    return () -> {
      if (!model.job().running().get()) {
        action.run();
      }
    };
  }

  private void addShortcuts() {
    if (getScene() == null) {
      return;
    }
    var keys = getScene().getAccelerators();
    keys.put(REFRESH, model::refresh);
    keys.put(IDENTIFY, model.disks()::toggleIdentify);
    keys.put(FIND, source.searchField()::requestFocus);
    keys.put(FIND_TARGET, target.searchField()::requestFocus);
    keys.put(OPEN, source::openImage);
    keys.put(OPEN_TARGET, target::openImage);
    keys.put(VERIFY, whileIdle(model.plan()::toggleVerify));
    keys.put(FIT, whileIdle(model.plan()::toggleFit));
    keys.put(ACCEPT, whileIdle(model.plan()::toggleAccept));
    keys.put(LIVE, whileIdle(model.plan()::toggleLive));
    keys.put(BY_TCP, whileIdle(model.plan()::toggleByTcp));
    keys.put(NBD, whileIdle(source::openNbd));
    keys.put(NBD_TARGET, whileIdle(target::openNbd));
    keys.put(SOURCE, source::focusCards);
    keys.put(TARGET, target::focusCards);
    keys.put(CLONE, this::ask);
  }
}
