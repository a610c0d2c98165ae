package app.diptych.ui;

import app.diptych.block.DeviceException;
import app.diptych.sample.SamplePair;
import app.diptych.state.Folders;
import app.diptych.state.PrivateFolder;
import app.diptych.ui.disks.ImageChooser;
import app.diptych.ui.history.Shelf;
import app.diptych.ui.parts.Mnemonics;
import app.diptych.ui.parts.Texts;
import app.diptych.ui.settings.Look;
import app.diptych.ui.settings.Settings;
import app.diptych.ui.settings.SettingsFile;
import app.diptych.ui.settings.SettingsModel;
import app.diptych.ui.settings.TextSize;
import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The program's window.
public final class Window extends Application {
  private static final Logger LOG = LoggerFactory.getLogger(Window.class);
  private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
  // Somewhat more than a device that does not answer is waited for.
  private static final Duration PATIENCE_AT_A_SIGNAL = Duration.ofSeconds(20);
  private static final double WIDTH = 1200;
  private static final double HEIGHT = 800;

  // For what the desktop puts around a window, which nobody knows before it is shown.
  private static final double TITLE_ROOM = 40;

  // With its frame.
  private static final double WIDEST_DIALOG = 960;

  /// On a screen that has room for it, nothing need be scrolled to at this width.
  static final double LEAST_WIDTH = 1024;

  /// The same of the height.
  static final double LEAST_HEIGHT = 700;

  private final Machine machine = Machine.real();
  private final SettingsFile file = new SettingsFile(() -> Folders.ofThisUser().config());
  private final ExecutorService keeping =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("settings").factory());
  private Settings settings = Settings.DEFAULT;
  // Volatile: read by the thread that ends the jobs at a signal.
  private volatile @Nullable WindowModel model;

  /// The window of the machine this program runs on; made by JavaFX.
  public Window() {}

  /// Opens the window with these image files offered in both panels, and returns when it was
  /// closed. Once in a process.
  public static void launch(List<Path> offeredImages) {
    Application.launch(
        Window.class, offeredImages.stream().map(Path::toString).toArray(String[]::new));
  }

  @Override
  public void init() {
    settings = file.read();
    Locale.setDefault(settings.locale());
  }

  @Override
  public void start(Stage stage) {
    fill(stage).offer(getParameters().getRaw().stream().map(Path::of).toList());
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(this::endJobs));
  }

  // A signal ends the jobs as a person does: cleanly, and the targets named as incomplete.
  private void endJobs() {
    WindowModel last = model;
    if (last != null && !last.jobs().endAll(PATIENCE_AT_A_SIGNAL)) {
      LOG.warn("a job did not end in time");
    }
  }

  // Language and units are in every node, so that others need other nodes.
  private WindowModel fill(Stage stage) {
    var home =
        new Home(
            new SettingsModel(settings, file, keeping), Window::samples, Shelf.real(), this::read);
    var opened = open(stage, machine, ImageChooser.ofDesktop(), home);
    model = opened;
    opened.setOnAnotherLocale(() -> {
      opened.close();
      settings = opened.settings().get();
      Locale.setDefault(settings.locale());
      fill(stage).follow(opened);
    });
    return opened;
  }

  // The browser reads it when it gets to it, so that it stays; the next one takes its place.
  private Path read(String html) throws IOException {
    PrivateFolder folder = Folders.ofThisUser().state().folder("page");
    folder.writeAtomically("report.html", html.getBytes(StandardCharsets.UTF_8));
    Path page = folder.path().resolve("report.html");
    getHostServices().showDocument(page.toUri().toString());
    return page;
  }

  private static SamplePair samples() throws IOException, DeviceException {
    return SamplePair.create(Folders.ofThisUser().state().folder("samples").path());
  }

  /// Fills a stage with the window onto a machine and shows it.
  static WindowModel open(Stage stage, Machine machine, ImageChooser chooser, Home home) {
    Platform.Preferences desktop = Platform.getPreferences();
    var model =
        new WindowModel(machine, DesktopLook.of(desktop, desktop.colorSchemeProperty()), home);
    var view = new WindowView(model, chooser);
    var scene = new Scene(view);
    home.settings().property().subscribe(_ -> dress(scene, model));
    model.look().shown().subscribe(_ -> dress(scene, model));
    model.look().dark().subscribe(isDark -> wear(view, isDark));
    stage
        .titleProperty()
        .bind(
            model
                .jobs()
                .summaryProperty()
                .map(summary ->
                    summary.isEmpty()
                        ? Texts.of("window.title")
                        : Texts.of("window.title-jobs", summary)));
    model.jobs().tellOtherwise(new Told(stage, view.pages(), model.jobs())::tell);
    Mnemonics.in(stage);
    // One that opens anew keeps the size that the person gave it.
    if (!stage.isShowing()) {
      fit(stage, Screen.getPrimary().getVisualBounds());
    }
    stage.getIcons().setAll(icons());
    stage.setScene(scene);
    stage.setOnCloseRequest(event -> closeRequested(event, stage, view, model));
    // Its first picture goes before all that is looked for.
    scene.addPostLayoutPulseListener(
        new Runnable() {
          @Override
          public void run() {
            scene.removePostLayoutPulseListener(this);
            Platform.runLater(model::seen);
          }
        });
    // Not a field: its caret would blink, and keep the processor from its rest, all day.
    view.requestFocus();
    stage.show();
    return model;
  }

  /// Nothing of it is beyond a small screen, its title neither: there its content is scrolled.
  static void fit(Stage stage, Rectangle2D room) {
    double height = room.getHeight() - TITLE_ROOM;
    stage.setMinWidth(Math.min(LEAST_WIDTH, room.getWidth()));
    stage.setMinHeight(Math.min(LEAST_HEIGHT, height));
    stage.setWidth(Math.min(WIDTH, room.getWidth()));
    stage.setHeight(Math.min(HEIGHT, height));
  }

  @Override
  public void stop() {
    WindowModel last = model;
    if (last != null) {
      last.close();
    }
    // What was set last is kept before the program ends.
    keeping.close();
  }

  /// Whether the widest dialogs, or the highest, have no room on a screen.
  static boolean isSmall(Rectangle2D room) {
    return room.getWidth() < WIDEST_DIALOG || room.getHeight() < LEAST_HEIGHT;
  }

  // Dialogs and tooltips take these from the scene they belong to.
  private static void dress(Scene scene, WindowModel model) {
    TextSize size = model.settings().get().textSize();
    var sheets = new ArrayList<>(List.of(resource("style.css"), resource("job.css")));
    if (model.look().shown().getValue() == Look.CONTRAST) {
      sheets.add(resource("contrast.css"));
    }
    if (size != TextSize.NORMAL) {
      sheets.add(resource("text-" + size.percent() + ".css"));
    }
    if (isSmall(Screen.getPrimary().getVisualBounds())) {
      sheets.add(resource("small.css"));
    }
    if (!scene.getStylesheets().equals(sheets)) {
      scene.getStylesheets().setAll(sheets);
    }
  }

  private static void wear(WindowView view, boolean isDark) {
    Application.setUserAgentStylesheet(
        (isDark ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
    view.pseudoClassStateChanged(DARK, isDark);
  }

  // A job is never left behind by a window that is gone: it is asked, then ended, then waited for.
  private static void closeRequested(
      WindowEvent event, Stage stage, WindowView view, WindowModel model) {
    if (!model.jobs().runningProperty().get()) {
      return;
    }
    event.consume();
    view.askToStopAll(() -> {
      // What the window waits for is seen there.
      view.pages().show(Pages.Page.JOBS);
      model.jobs().afterAll(stage::close);
    });
  }

  private static List<Image> icons() {
    return IntStream.of(16, 32, 48, 64, 128, 256)
        .mapToObj(size -> new Image(resource("icons/diptych-" + size + ".png")))
        .toList();
  }

  /// Where one of the window's own files is.
  static String resource(String name) {
    return Objects.requireNonNull(Window.class.getResource(name), name).toExternalForm();
  }
}
