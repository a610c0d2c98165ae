package app.diptych.ui.disks;

import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// The line that leads a person through finding a disk; not there while nobody looks for one.
public final class IdentifyView extends HBox {

  /// The line of a model.
  ///
  /// @param end what its button does
  public IdentifyView(IdentifyModel model, Runnable end) {
    setId("identify-line");
    getStyleClass().add("identify-line");
    Label words = Parts.paragraph("");
    words.setId("identify-words");
    words.setMaxWidth(Double.MAX_VALUE);
    words.textProperty().bind(model.wordsProperty());
    HBox.setHgrow(words, Priority.ALWAYS);
    var close = Parts.wire(new Button(), "identify-end", Texts.of("identify.end"), end);
    close.setGraphic(Parts.icon(Material2OutlinedAL.CLOSE));
    close.getStyleClass().add("flat");
    close.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(Parts.icon(Material2OutlinedMZ.USB), words, close);
    model.wordsProperty().subscribe(text -> Parts.show(this, !text.isEmpty()));
  }
}
