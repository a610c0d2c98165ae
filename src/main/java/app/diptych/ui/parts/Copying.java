package app.diptych.ui.parts;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// Puts text where other programs can take it from.
public final class Copying {
  private Copying() {}

  /// Puts it there.
  public static void put(String text) {
    var content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }
}
