package app.diptych.ui.job;

import app.diptych.ui.job.FarewellModel.State;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Offers to turn off the drive of a target that is done, or to put its medium out.
final class FarewellView extends VBox {
  private final Button button;
  private final Label words = Parts.paragraph("", "job-next");

  /// What a model offers.
  FarewellView(FarewellModel model) {
    getStyleClass().add("job-words");
    words.setId("farewell-text");
    button = Parts.wire(new Button(), "farewell", Texts.of("farewell.power-off"), model::run);
    button.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(button, words);
    model.stateProperty().subscribe(this::show);
  }

  private void show(State state) {
    state
        .offered()
        .ifPresent(offered ->
            Parts.reword(
                button, Texts.of(offered.isPowerOff() ? "farewell.power-off" : "farewell.eject")));
    words.setText(state.words());
    Parts.show(words, !state.words().isEmpty());
    Parts.show(button, state.offered().isPresent());
    button.setDisable(state.isUnderWay());
    Parts.show(this, words.isVisible() || button.isVisible());
  }
}
