package app.diptych.ui;

import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Spoken;
import app.diptych.ui.parts.Texts;
import app.diptych.ui.settings.Retries;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// The boxes that say how a clone is done; those that have no meaning for what is picked are
/// hidden.
final class PlanOptions extends VBox {

  /// The options of a plan; a map is asked for in a dialog.
  PlanOptions(PlanModel plan, ImageChooser chooser) {
    setId("options");
    getStyleClass().add("options");
    CheckBox accept = box("accept-mounted", "plan.accept", plan.acceptMountedProperty());
    Parts.hint(accept, Texts.of("plan.accept-hint"));
    plan.offersAcceptProperty().subscribe(isOffered -> Parts.show(accept, isOffered));
    CheckBox fit = box("fit-start", "plan.fit", plan.fitStartProperty());
    Parts.hint(fit, Texts.of("plan.fit-hint"));
    plan.offersFitProperty().subscribe(isOffered -> Parts.show(fit, isOffered));
    CheckBox verify = box("verify", "plan.verify", plan.verifyProperty());
    Parts.hint(verify, Texts.of("plan.verify-hint"));
    CheckBox skip = box("skip-unreadable", "plan.skip", plan.skipProperty());
    Parts.hint(skip, Texts.of("plan.skip-hint"));
    Node retries = retries(plan);
    var map = new MapRow(plan, chooser);
    plan.skipProperty()
        .subscribe(isSkipping -> {
          Parts.show(retries, isSkipping);
          Parts.show(map, isSkipping);
        });
    CheckBox live = box("live", "plan.live", plan.liveProperty());
    Parts.hint(live, Texts.of("plan.live-hint"));
    CheckBox tcp = box("live-tcp", "plan.tcp", plan.byTcpProperty());
    Parts.hint(tcp, Texts.of("plan.tcp-hint"));
    tcp.getStyleClass().add("option-of-option");
    plan.liveProperty().subscribe(isLive -> Parts.show(tcp, isLive));
    getChildren().addAll(List.of(accept, fit, verify, skip, retries, map, live, tcp));
  }

  private static Node retries(PlanModel plan) {
    var choice = new ChoiceBox<Retries>();
    choice.setId("retries");
    choice.getItems().setAll(Retries.values());
    choice.setConverter(new Spoken<>(Retries::words));
    choice.valueProperty().bindBidirectional(plan.retriesProperty());
    choice.setAccessibleText(Texts.of("plan.retries"));
    Parts.hint(choice, Texts.of("plan.retries-hint"));
    Label label = Parts.label(Texts.of("plan.retries"));
    label.setLabelFor(choice);
    var row = new FlowPane(label, choice);
    row.getStyleClass().addAll("option-of-option", "option-row");
    return row;
  }

  private static CheckBox box(String id, String key, BooleanProperty property) {
    var box = Parts.wire(new CheckBox(), id, Texts.of(key), () -> {});
    box.setWrapText(true);
    box.setMinHeight(USE_PREF_SIZE);
    box.selectedProperty().bindBidirectional(property);
    return box;
  }
}
