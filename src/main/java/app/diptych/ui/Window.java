package app.diptych.ui;

import app.diptych.ui.job.StopDialog;
import app.diptych.ui.parts.Texts;
import app.diptych.ui.settings.Language;
import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;

/// The program's window.
public final class Window extends Application {
  private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
  private static final double WIDTH = 1200;
  private static final double HEIGHT = 800;
  private static final double LEAST_WIDTH = 1024;
  private static final double LEAST_HEIGHT = 700;

  private @Nullable WindowModel model;

  /// The window of the machine this program runs on; made by JavaFX.
  public Window() {}

  /// Opens the window with these image files offered in both panels, and returns when it was
  /// closed. Once in a process.
  public static void launch(List<Path> offeredImages) {
    Locale.setDefault(Language.SYSTEM.locale());
    Application.launch(
        Window.class, offeredImages.stream().map(Path::toString).toArray(String[]::new));
  }

  @Override
  public void start(Stage stage) {
    var images = getParameters().getRaw().stream().map(Path::of).toList();
    var opened = open(stage, Machine.real(), ImageChooser.ofDesktop());
    model = opened;
    opened.offer(images);
  }

  /// Fills a stage with the window onto a machine and shows it.
  static WindowModel open(Stage stage, Machine machine, ImageChooser chooser) {
    var model = new WindowModel(machine, Platform.getPreferences().colorSchemeProperty());
    var view = new WindowView(model, chooser);
    var scene = new Scene(view, WIDTH, HEIGHT);
    scene.getStylesheets().add(resource("style.css"));
    model.look().dark().subscribe(isDark -> wear(view, isDark));
    stage.setTitle(Texts.of("window.title"));
    stage.setMinWidth(LEAST_WIDTH);
    stage.setMinHeight(LEAST_HEIGHT);
    stage.getIcons().addAll(icons());
    stage.setScene(scene);
    stage.setOnCloseRequest(event -> closeRequested(event, stage, view, model));
    stage.show();
    return model;
  }

  @Override
  public void stop() {
    if (model != null) {
      model.close();
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
    if (!model.job().running().get()) {
      return;
    }
    event.consume();
    view.askToStop(
        StopDialog.Reason.CLOSE,
        () ->
            model
                .job()
                .running()
                .subscribe(isRunning -> {
                  if (!isRunning) {
                    stage.close();
                  }
                }));
  }

  private static List<Image> icons() {
    return IntStream.of(16, 32, 48, 64, 128, 256)
        .mapToObj(size -> new Image(resource("icons/diptych-" + size + ".png")))
        .toList();
  }

  private static String resource(String name) {
    return Objects.requireNonNull(Window.class.getResource(name), name).toExternalForm();
  }
}
