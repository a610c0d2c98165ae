package app.diptych.ui.job;

import app.diptych.ui.parts.Copying;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// Text for those who ask, out of sight until then, that can be copied.
final class DetailsView extends VBox {
  private static final int ROWS = 7;

  /// Hides this text.
  DetailsView(String text) {
    getStyleClass().add("details");
    var area = new TextArea(text);
    area.setId("details-text");
    area.setEditable(false);
    area.setWrapText(true);
    area.setPrefRowCount(ROWS);
    area.setAccessibleText(Texts.of("details.name"));
    area.getStyleClass().add("code");
    var toggle = new ToggleButton();
    Parts.wire(
        toggle, "details", Texts.of("details.show"), () -> Parts.show(area, toggle.isSelected()));
    var copy =
        Parts.wire(new Button(), "details-copy", Texts.of("details.copy"), () -> Copying.put(text));
    copy.setGraphic(Parts.icon(Material2OutlinedAL.CONTENT_COPY));
    var line = new HBox(toggle, copy);
    line.getStyleClass().add("job-line");
    Parts.show(area, false);
    getChildren().addAll(line, area);
  }
}
