package app.diptych.ui.job;

import app.diptych.ui.parts.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.concurrent.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The map of what could not be read, to be kept elsewhere. JavaFX thread only; the file is copied
/// by threads that nobody waits for.
final class MapKeepsake {
  private static final Logger LOG = LoggerFactory.getLogger(MapKeepsake.class);
  private static final Executor THREADS =
      task -> Thread.ofPlatform().daemon().name("keep-map").start(task);

  private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");

  /// What became of it; empty where nothing was asked for.
  ReadOnlyStringProperty noticeProperty() {
    return notice.getReadOnlyProperty();
  }

  /// Copies it.
  void save(Path map, Path to) {
    var task =
        new Task<Path>() {
          @Override
          protected Path call() throws IOException {
            return Files.copy(map, to, StandardCopyOption.REPLACE_EXISTING);
          }
        };
    task.setOnSucceeded(_ -> notice.set(Texts.of("history.saved", to)));
    task.setOnFailed(_ -> {
      LOG.warn("a map could not be saved", task.getException());
      notice.set(Texts.of("rescue.not-saved", task.getException()));
    });
    THREADS.execute(task);
  }
}
