package app.diptych.ui.disks;

import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The four forms of an NBD address, each with a word on it.
final class NbdForms extends VBox {

  /// The forms.
  NbdForms() {
    setId("nbd-forms");
    getStyleClass().add("nbd-forms");
    getChildren()
        .addAll(
            form("nbd.tcp", "nbd.tcp-words"),
            form("nbd.tls", "nbd.tls-words"),
            form("nbd.unix", "nbd.unix-words"),
            form("nbd.unix-tls", "nbd.unix-tls-words"));
  }

  private static HBox form(String key, String wordsKey) {
    Label form = Parts.label(Texts.of(key), "code");
    Label words = Parts.paragraph(Texts.of(wordsKey), "card-detail");
    var line = new HBox(form, words);
    line.getStyleClass().add("nbd-form");
    return line;
  }
}
