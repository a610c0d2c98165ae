package app.diptych.ui.job;

import app.diptych.state.WholeFile;
import app.diptych.text.Harmless;
import app.diptych.ui.parts.Sayings;
import app.diptych.ui.parts.Texts;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The map of what could not be read, to be kept elsewhere: in the place of another map or of an
/// empty file, and of nothing else. JavaFX thread only; the file is copied by threads that nobody
/// waits for.
final class MapKeepsake {
  private static final Logger LOG = LoggerFactory.getLogger(MapKeepsake.class);

  // As ddrescue's begin, the old ones last.
  private static final List<String> HEADS = List.of("# Mapfile", "# Rescue Logfile");
  private static final int HEAD = 16;

  private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");

  /// What became of it; empty where nothing was asked for.
  ReadOnlyStringProperty noticeProperty() {
    return notice.getReadOnlyProperty();
  }

  /// Copies it.
  void save(Path map, Path to) {
    Aside.run(
        "keep-map",
        () -> copy(map, to),
        notice::set,
        problem -> {
          LOG.warn("a map could not be saved", problem);
          notice.set(Texts.of("rescue.not-saved", Sayings.of(problem)));
        });
  }

  // Who may write to disks could choose one by mistake, or the image that was just cloned.
  private static String copy(Path map, Path to) throws IOException {
    if (Files.exists(to) && !isMapOrEmpty(to)) {
      return Texts.of("rescue.not-saved", Texts.of("saving.taken", Harmless.of(to.toString())));
    }
    WholeFile.write(to, file -> Files.copy(map, Channels.newOutputStream(file)));
    return Texts.of("history.saved", to);
  }

  private static boolean isMapOrEmpty(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var content = Files.newInputStream(file)) {
      String head = new String(content.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
      return head.isEmpty() || HEADS.stream().anyMatch(head::startsWith);
    }
  }
}
