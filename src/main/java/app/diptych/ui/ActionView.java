package app.diptych.ui;

import app.diptych.ui.job.Deed;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// The hinge of the window: the verdict and the one button, which says what it will do.
final class ActionView extends VBox {
  private final WindowModel model;
  private final Button button;

  /// The hinge; the button asks before it does anything.
  ActionView(WindowModel model, Runnable onClone) {
    this.model = model;
    var verdict = new VerdictView(model.plan());
    VBox.setVgrow(verdict, Priority.ALWAYS);
    button = Parts.wire(new Button(), "clone", Texts.of("clone.nothing"), onClone);
    button.getStyleClass().addAll("danger", "clone-button");
    button.setWrapText(true);
    button.setMinHeight(USE_PREF_SIZE);
    button.setMaxWidth(Double.MAX_VALUE);
    setId("hinge");
    getStyleClass().add("hinge");
    var arrow = new StackPane(Parts.icon(Material2OutlinedAL.ARROW_FORWARD, "hinge-arrow"));
    arrow.getStyleClass().add("hinge-badge");
    var landing = new LandingView(model.source(), model.target());
    // The picture says the same, and on a small screen the reasons need the room.
    landing.visibleProperty().subscribe(isShown -> Parts.show(arrow, !isShown));
    getChildren().addAll(arrow, landing, verdict, new ReleaseView(model.release()), button);
    button
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> !model.plan().checkProperty().get().allowsCloning(),
                model.plan().checkProperty()));
    model.target().chosenProperty().subscribe(this::say);
    model.plan().liveProperty().subscribe(_ -> say(model.plan().target()));
  }

  private void say(Optional<Candidate> target) {
    String text = textFor(target);
    button.setText(text);
    button.setAccessibleText(text.replace("_", ""));
  }

  private String textFor(Optional<Candidate> target) {
    Deed deed = model.plan().deed();
    return target.map(to -> Promise.of(deed, to)).orElseGet(() -> Texts.of("clone.nothing"));
  }
}
