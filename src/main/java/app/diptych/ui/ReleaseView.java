package app.diptych.ui;

import app.diptych.clone.Wording;
import app.diptych.ui.ReleaseModel.State;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Offers to take the target's file systems out of the way, and tells that the system may ask for a
/// password meanwhile; hidden where there is nothing to do.
final class ReleaseView extends VBox {
  private final Label text = Parts.paragraph("");
  private final Button unmount;
  private final Button cancel;

  /// What a model offers.
  ReleaseView(ReleaseModel model) {
    setId("release");
    getStyleClass().add("release");
    text.setId("release-text");
    unmount = Parts.wire(new Button(), "unmount", Texts.of("release.unmount"), model::run);
    Parts.hint(unmount, Texts.of("release.unmount-hint"));
    cancel = Parts.wire(new Button(), "unmount-cancel", Texts.of("release.cancel"), model::cancel);
    List.of(unmount, cancel)
        .forEach(button -> {
          button.setMaxWidth(Double.MAX_VALUE);
          button.setWrapText(true);
          button.setMinHeight(USE_PREF_SIZE);
        });
    getChildren().addAll(text, unmount, cancel);
    model.stateProperty().subscribe(this::show);
  }

  private void show(State state) {
    Parts.show(this, !(state instanceof State.Idle));
    Parts.show(unmount, state instanceof State.Offered);
    Parts.show(cancel, state instanceof State.Running);
    String words =
        switch (state) {
          case State.Idle() -> "";
          case State.Offered(_, var problem) -> Texts.shown(problem);
          case State.Running(var what) -> Texts.of("release.running", Wording.list(what));
        };
    text.setText(words);
    Parts.show(text, !words.isEmpty());
  }
}
