package app.diptych.ui.job;

import app.diptych.ui.parts.Sayings;
import app.diptych.ui.parts.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The map of what could not be read, to be kept elsewhere. JavaFX thread only; the file is copied
/// by threads that nobody waits for.
final class MapKeepsake {
  private static final Logger LOG = LoggerFactory.getLogger(MapKeepsake.class);

  private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");

  /// What became of it; empty where nothing was asked for.
  ReadOnlyStringProperty noticeProperty() {
    return notice.getReadOnlyProperty();
  }

  /// Copies it.
  void save(Path map, Path to) {
    Aside.run(
        "keep-map",
        () -> Files.copy(map, to, StandardCopyOption.REPLACE_EXISTING),
        _ -> notice.set(Texts.of("history.saved", to)),
        problem -> {
          LOG.warn("a map could not be saved", problem);
          notice.set(Texts.of("rescue.not-saved", Sayings.of(problem)));
        });
  }
}
