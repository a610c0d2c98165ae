package app.diptych.ui;

import app.diptych.ui.disks.ImageChooser;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Spoken;
import app.diptych.ui.parts.Texts;
import app.diptych.ui.settings.Limit;
import app.diptych.ui.settings.Retries;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
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
    var retries = choice("retries", plan.retriesProperty(), Retries.values(), Retries::words);
    Node retriesRow = row("plan.retries", retries, "plan.retries-hint");
    retriesRow.getStyleClass().add("option-of-option");
    var limit = choice("limit", plan.limitProperty(), Limit.values(), Limit::words);
    Node limitRow = row("plan.limit", limit, "plan.limit-hint");
    var map = new MapRow(plan, chooser);
    plan.skipProperty()
        .subscribe(isSkipping -> {
          Parts.show(retriesRow, isSkipping);
          Parts.show(map, isSkipping);
          Parts.show(limitRow, !isSkipping);
        });
    CheckBox live = box("live", "plan.live", plan.liveProperty());
    Parts.hint(live, Texts.of("plan.live-hint"));
    CheckBox tcp = box("live-tcp", "plan.tcp", plan.byTcpProperty());
    Parts.hint(tcp, Texts.of("plan.tcp-hint"));
    tcp.getStyleClass().add("option-of-option");
    plan.liveProperty().subscribe(isLive -> Parts.show(tcp, isLive));
    getChildren().addAll(List.of(accept, fit, verify, skip, retriesRow, map, live, tcp, limitRow));
  }

  private static <E> ChoiceBox<E> choice(
      String id, ObjectProperty<E> property, E[] values, Function<E, String> words) {
    var choice = new ChoiceBox<E>();
    choice.setId(id);
    Parts.openByArrows(choice);
    choice.getItems().setAll(values);
    choice.setConverter(new Spoken<>(words));
    choice.valueProperty().bindBidirectional(property);
    return choice;
  }

  private static Node row(String key, ChoiceBox<?> choice, String hintKey) {
    choice.setAccessibleText(Texts.of(key));
    Parts.hint(choice, Texts.of(hintKey));
    Label label = Parts.label(Texts.of(key));
    label.setLabelFor(choice);
    var row = new FlowPane(label, choice);
    row.getStyleClass().add("option-row");
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
