package app.diptych.ui.history;

import app.diptych.ui.parts.Copying;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Sayings;
import app.diptych.ui.parts.Texts;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import javafx.concurrent.ScheduledService;
import javafx.concurrent.Task;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// The program's log, for those who ask: its last lines, as they come.
public final class LogView extends VBox {
  private static final Duration EVERY = Duration.seconds(1);

  private final TextArea area = new TextArea();
  private final Reading reading;

  /// A view of a file, which is read by the executor, and only while the view is shown.
  public LogView(Path file, Executor executor) {
    reading = new Reading(file);
    reading.setExecutor(executor);
    reading.setPeriod(EVERY);
    setId("log");
    getStyleClass().addAll("panel", "log");
    area.setId("log-text");
    area.setEditable(false);
    area.setAccessibleText(Texts.of("log.heading"));
    area.getStyleClass().add("code");
    VBox.setVgrow(area, Priority.ALWAYS);
    Label where = Parts.label(file.toString(), "panel-hint");
    where.setId("log-path");
    var copy =
        Parts.wire(
            new Button(), "log-copy", Texts.of("log.copy"), () -> Copying.put(area.getText()));
    copy.setGraphic(Parts.icon(Material2OutlinedAL.CONTENT_COPY));
    var head =
        new HBox(
            new VBox(Parts.label(Texts.of("log.heading"), "panel-title"), where),
            Parts.spring(),
            copy);
    head.getStyleClass().add("job-line");
    getChildren().addAll(head, area);
    reading.setOnSucceeded(_ -> show(reading.getValue()));
    visibleProperty().subscribe(this::watch);
  }

  private void watch(boolean isVisible) {
    if (isVisible) {
      reading.restart();
    } else {
      reading.cancel();
    }
  }

  // Who reads or marks something is not disturbed while nothing is new.
  private void show(String text) {
    if (!text.equals(area.getText())) {
      area.setText(text);
      area.positionCaret(text.length());
      area.setScrollTop(Double.MAX_VALUE);
    }
  }

  /// Reads the file from time to time.
  private static final class Reading extends ScheduledService<String> {
    private final Path file;

    Reading(Path file) {
      this.file = file;
    }

    @Override
    protected Task<String> createTask() {
      return new Task<>() {
        @Override
        protected String call() {
          try {
            return LogTail.of(file);
          } catch (NoSuchFileException _) {
            return Texts.of("log.none");
          } catch (IOException e) {
            return Texts.of("log.unreadable", Sayings.of(e));
          }
        }
      };
    }
  }
}
