package app.diptych.ui.disks;

import app.diptych.ui.parts.Texts;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// “Which one is it?”: finds a disk by its being unplugged and plugged in again. JavaFX thread
/// only.
final class IdentifyModel {
  private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
  private Optional<Candidate> found = Optional.empty();

  /// What the person is told; empty while nobody looks for a disk.
  ReadOnlyStringProperty wordsProperty() {
    return words.getReadOnlyProperty();
  }

  /// The disk that was found.
  Optional<Candidate> found() {
    return found;
  }

  /// Begins to look for a disk.
  void begin() {
    found = Optional.empty();
    words.set(Texts.of("identify.begin"));
  }

  /// Looks no more.
  void end() {
    found = Optional.empty();
    words.set("");
  }

  /// Begins, or ends.
  void toggle() {
    if (words.get().isEmpty()) {
      begin();
    } else {
      end();
    }
  }

  /// Takes what has come and gone.
  void hear(Arrivals.News news) {
    if (words.get().isEmpty()) {
      return;
    }
    if (!news.came().isEmpty()) {
      Candidate came = news.came().getLast();
      found = Optional.of(came);
      words.set(Texts.of("identify.found", came.fullName()));
    } else if (!news.gone().isEmpty()) {
      words.set(Texts.of("identify.gone", news.gone().getLast().fullName()));
    }
  }
}
