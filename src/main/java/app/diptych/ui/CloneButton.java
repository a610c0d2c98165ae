package app.diptych.ui;

import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;

/// The one button that erases, which says what it will do, and asks before it does.
final class CloneButton extends Button {
  private final PlanModel plan;

  /// The button of a plan.
  CloneButton(PlanModel plan, Runnable onClone) {
    this.plan = plan;
    Parts.wire(this, "clone", Texts.of("clone.nothing"), onClone);
    getStyleClass().addAll("danger", "clone-button");
    setWrapText(true);
    setMinHeight(USE_PREF_SIZE);
    disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> !plan.checkProperty().get().allowsCloning(), plan.checkProperty()));
    plan.targetProperty().subscribe(_ -> say());
    plan.sourceProperty().subscribe(_ -> say());
    plan.liveProperty().subscribe(_ -> say());
  }

  private void say() {
    Parts.reword(
        this,
        plan.target()
            .map(to -> Promise.of(plan.deed(), to, plan.source()))
            .orElseGet(() -> Texts.of("clone.nothing")));
  }
}
