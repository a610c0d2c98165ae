package app.diptych.ui.parts;

import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// A line that is ready to be used elsewhere, with a button that copies it.
public final class CopyRow extends HBox {
  // Long enough to be read.
  private static final Duration SAID = Duration.seconds(2);

  private final TextField field = new TextField();
  private final Button copy;
  private final PauseTransition said = new PauseTransition(SAID);

  /// A line of this id and name; nothing is in it yet.
  public CopyRow(String id, String name) {
    getStyleClass().add("copy-row");
    Label label = Parts.label(name, "copy-name");
    label.setLabelFor(field);
    field.setId(id);
    field.setEditable(false);
    field.setAccessibleText(name);
    field.getStyleClass().add("code");
    HBox.setHgrow(field, Priority.ALWAYS);
    copy = Parts.wire(new Button(), id + "-copy", Texts.of("live.copy"), this::copy);
    copy.setAccessibleText(Texts.of("live.copy-name", name));
    copy.getStyleClass().add("copy-button");
    said.setOnFinished(_ -> say(false));
    say(false);
    getChildren().addAll(label, field, copy);
    show(Optional.empty());
  }

  /// Shows a line, or that there is none yet.
  public void show(Optional<String> line) {
    String text = line.orElse("");
    // Setting the same text again would take away what is selected in it.
    if (!field.getText().equals(text)) {
      field.setText(text);
    }
    copy.setDisable(line.isEmpty());
  }

  private void copy() {
    var content = new ClipboardContent();
    content.putString(field.getText());
    Clipboard.getSystemClipboard().setContent(content);
    say(true);
    said.playFromStart();
  }

  private void say(boolean isCopied) {
    copy.setText(isCopied ? Texts.of("live.copied") : Texts.of("live.copy"));
    copy.setGraphic(
        Parts.icon(isCopied ? Material2OutlinedAL.CHECK : Material2OutlinedAL.CONTENT_COPY));
  }
}
