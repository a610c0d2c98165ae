package app.diptych.ui.disks;

import app.diptych.ui.parts.Texts;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// What tells a disk from another one that looks the same, the part that differs stressed.
final class TwinLine extends TextFlow {

  /// The line of a twin.
  TwinLine(Twin twin) {
    getStyleClass().add("twin");
    String value = twin.value();
    getChildren()
        .addAll(
            text(intro(twin) + " ", "twin-text"),
            text(value.substring(0, twin.from()), "twin-text"),
            text(value.substring(twin.from(), twin.to()), "twin-difference"),
            text(value.substring(twin.to()), "twin-text"));
  }

  /// The same for those who hear it.
  static String words(Twin twin) {
    return intro(twin) + " " + twin.value();
  }

  private static String intro(Twin twin) {
    return switch (twin.feature()) {
      case SERIAL -> Texts.of("twin.serial");
      case PORT -> Texts.of("twin.port");
      case FILE -> Texts.of("twin.file");
      case PATH -> Texts.of("twin.path");
    };
  }

  private static Text text(String words, String styleClass) {
    var text = new Text(words);
    text.getStyleClass().add(styleClass);
    return text;
  }
}
