package app.diptych.ui;

import static java.util.concurrent.TimeUnit.SECONDS;

import app.diptych.sample.SamplePair;
import app.diptych.ui.disks.ImageChooser;
import app.diptych.ui.history.Shelf;
import app.diptych.ui.settings.Settings;
import app.diptych.ui.settings.SettingsModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.service.query.EmptyNodeQueryException;
import org.testfx.util.WaitForAsyncUtils;

/// A window that is open, and somebody at its keys. As an extension, it is open while a test runs.
final class OpenWindow implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
  private static final int LIMIT_SECONDS = 60;

  private final FxRobot robot = new FxRobot();
  private final BlockingQueue<String> read = new LinkedBlockingQueue<>();
  private final Machine machine;
  private final ImageChooser chooser;
  private final Home home;
  private Home.Samples samples =
      () -> SamplePair.create(Files.createTempDirectory("diptych-samples"));
  private @Nullable WindowModel model;
  private List<Path> searched = List.of();

  /// One that is to be opened.
  OpenWindow(Machine machine) {
    this(machine, Optional.empty());
  }

  /// The same, in which every file dialog answers the same.
  OpenWindow(Machine machine, Optional<Path> chosenFile) {
    this(machine, chosenFile, Settings.DEFAULT.welcomed(), Shelf.real());
  }

  /// One that is to be opened with what its user has set, which is forgotten with it.
  OpenWindow(Machine machine, Settings settings) {
    this(machine, Optional.empty(), settings, Shelf.real());
  }

  /// The same, with these reports, in which every file dialog answers the same.
  OpenWindow(Machine machine, Optional<Path> chosenFile, Settings settings, Shelf shelf) {
    this.machine = machine;
    this.chooser = new FixedChooser(chosenFile, folders -> searched = folders);
    this.home =
        new Home(
            new SettingsModel(settings),
            () -> samples.create(),
            shelf,
            html -> {
              read.add(html);
              return Path.of("report.html");
            });
  }

  /// Opens it on the test's stage.
  OpenWindow open() {
    interact(() -> {
      model = Window.open(stage(), machine, chooser, home);
      model.refresh();
    });
    return this;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    open();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  /// Has its sample images made in another way.
  void makeSamples(Home.Samples otherwise) {
    samples = otherwise;
  }

  /// The robot.
  FxRobot robot() {
    return robot;
  }

  /// The next page that is shown in the browser.
  String page() throws InterruptedException {
    String page = read.poll(LIMIT_SECONDS, SECONDS);
    return Objects.requireNonNull(page, "no page is shown");
  }

  /// Where the last file dialog was to begin.
  List<Path> searched() {
    return look(() -> searched);
  }

  /// The window's stage.
  Stage stage() {
    return FxToolkit.toolkitContext().getRegisteredStage();
  }

  /// What the window is about.
  WindowModel model() {
    return Objects.requireNonNull(model, "it is not open");
  }

  /// Clicks on a control as soon as it is there to be clicked on. The events come without a mouse
  /// that has to travel, which takes most of the time otherwise.
  OpenWindow click(String id) {
    onceEnabled(id, OpenWindow::strike);
    return this;
  }

  /// Presses a key with Control held as soon as the control that it stands for can be clicked on.
  void pressWithControl(KeyCode key, String id) {
    var pressed = new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, true, false, false);
    onceEnabled(id, node -> Event.fireEvent(node.getScene().getFocusOwner(), pressed));
  }

  // In one step: a moment later what is found may be disabled again by checks that are made anew,
  // and nothing happens, or may be replaced.
  private void onceEnabled(String id, Consumer<Node> deed) {
    await(
        () -> {
          Optional<Node> node = find(id).filter(found -> !found.isDisabled());
          node.ifPresent(deed);
          return node.isPresent();
        },
        id + " can be clicked");
    WaitForAsyncUtils.waitForFxEvents(2);
  }

  /// Does something on the JavaFX thread, and waits until what it has left to be done there is done
  /// as well. The robot waits for that five times over, which takes most of a test's time.
  void interact(Runnable deed) {
    WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(deed));
    WaitForAsyncUtils.waitForFxEvents(2);
  }

  private static void strike(Node node) {
    node.requestFocus();
    if (node instanceof ButtonBase button) {
      button.fire();
    } else {
      node.fireEvent(pressed(MouseEvent.MOUSE_PRESSED));
      node.fireEvent(pressed(MouseEvent.MOUSE_RELEASED));
      node.fireEvent(pressed(MouseEvent.MOUSE_CLICKED));
    }
  }

  /// A click, or a part of one, with the first button.
  static MouseEvent pressed(EventType<MouseEvent> type) {
    return new MouseEvent(
        type,
        5,
        5,
        5,
        5,
        MouseButton.PRIMARY,
        1,
        false,
        false,
        false,
        false,
        true,
        false,
        false,
        false,
        false,
        true,
        null);
  }

  /// Types into a field, of a dialog as well: without a window manager the robot types into the
  /// main window.
  void write(String id, String text) {
    awaitShown(id, true);
    interact(() -> robot.lookup("#" + id).queryTextInputControl().appendText(text));
  }

  /// Waits until a text is shown.
  void awaitText(String id, String part) {
    try {
      await(() -> text(id).contains(part), id + " says " + part);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", but: " + text(id), e);
    }
  }

  /// Waits until a control is enabled, or is not.
  void awaitEnabled(String id, boolean isEnabled) {
    await(
        () -> find(id).filter(node -> node.isDisabled() != isEnabled).isPresent(),
        id + (isEnabled ? " is enabled" : " is disabled"));
  }

  /// Waits until a control is shown, or is not.
  void awaitShown(String id, boolean isShown) {
    await(() -> find(id).isPresent() == isShown, id + (isShown ? " is shown" : " is hidden"));
  }

  // Whatever is read of the scene is read on the thread that changes it.
  private static <T> T look(Callable<T> question) {
    return WaitForAsyncUtils.waitForAsyncFx(SECONDS.toMillis(LIMIT_SECONDS), question);
  }

  /// The text on a control; empty where there is none.
  String text(String id) {
    return look(() -> find(id).map(node -> ((Labeled) node).getText()).orElse(""));
  }

  /// What is in a text field; empty where there is none.
  String fieldText(String id) {
    return look(() -> find(id).map(node -> ((TextInputControl) node).getText()).orElse(""));
  }

  /// Asks the window to close, as its frame does.
  void requestClose() {
    interact(() -> stage().fireEvent(new WindowEvent(stage(), WindowEvent.WINDOW_CLOSE_REQUEST)));
  }

  /// All texts below a node, one after the other.
  String textsIn(String id) {
    return look(() ->
        robot.lookup("#" + id + " .label").queryAllAs(Labeled.class).stream()
            .filter(Node::isVisible)
            .map(label -> label.getText() + '\n')
            .collect(Collectors.joining()));
  }

  /// A control that is shown.
  Optional<Node> find(String id) {
    return look(() -> found(id));
  }

  private Optional<Node> found(String id) {
    try {
      return robot.lookup("#" + id).queryAll().stream()
          .filter(node -> node.getScene() != null && node.isVisible() && isInShownTree(node))
          .findFirst();
    } catch (EmptyNodeQueryException _) {
      return Optional.empty();
    }
  }

  /// Waits until something is so.
  void await(BooleanSupplier condition, String what) {
    try {
      WaitForAsyncUtils.waitFor(
          LIMIT_SECONDS,
          SECONDS,
          () -> WaitForAsyncUtils.asyncFx(condition::getAsBoolean).get(LIMIT_SECONDS, SECONDS));
    } catch (TimeoutException e) {
      throw new AssertionError("never: " + what, e);
    }
  }

  @Override
  public void close() {
    interact(model()::close);
  }

  /// What a node is called for those who cannot see it; empty where it has no name.
  static String nameOf(Node node) {
    if (node.getAccessibleText() != null) {
      return node.getAccessibleText();
    }
    return node instanceof Labeled labeled ? labeled.getText() : "";
  }

  private static boolean isInShownTree(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return node.getScene().getWindow() != null && node.getScene().getWindow().isShowing();
  }

  /// A file dialog in which the same is always chosen, wherever it begins.
  private record FixedChooser(Optional<Path> chosen, Consumer<List<Path>> beginning)
      implements ImageChooser {
    @Override
    public Optional<Path> existing(javafx.stage.Window owner, List<Path> folders) {
      beginning.accept(folders);
      return chosen;
    }

    @Override
    public Optional<Path> fresh(javafx.stage.Window owner, List<Path> folders) {
      beginning.accept(folders);
      return chosen;
    }

    @Override
    public Optional<Path> map(javafx.stage.Window owner, List<Path> folders) {
      beginning.accept(folders);
      return chosen;
    }

    @Override
    public Optional<Path> save(
        javafx.stage.Window owner, List<Path> folders, String title, String name) {
      beginning.accept(folders);
      return chosen.map(folder -> folder.resolve(name));
    }
  }
}
