package app.diptych.ui.disks;

import app.diptych.ui.disks.NbdModel.State;
import app.diptych.ui.parts.Dialogs;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// Asks for the address of an NBD disk, and which of a server's exports is meant. Enter asks the
/// server, and takes the export once one is picked.
final class NbdDialog extends Dialog<Candidate.OfExport> {
  private final NbdModel model;
  private final TextField address = new TextField();
  private final Button check;
  private final Label fault = Parts.paragraph("", "nbd-fault");
  private final HBox faultRow =
      Parts.row(Parts.icon(Material2OutlinedAL.HIGHLIGHT_OFF), List.of(fault), "reason", "refusal");
  private final Label waiting = Parts.paragraph(Texts.of("nbd.asking"));
  private final HBox asking = Parts.row(new ProgressIndicator(), List.of(waiting), "nbd-asking");
  private final ExportList exports;
  private final VBox forms = new NbdForms();

  /// The question, for one of the panels.
  NbdDialog(NbdModel model, PanelView.Kind panel) {
    this.model = model;
    check = Parts.wire(new Button(), "nbd-check", Texts.of("nbd.check"), model::ask);
    exports = new ExportList(model.pickedProperty());
    var take = new ButtonType(promise(panel), ButtonData.OK_DONE);
    var leave = new ButtonType(Texts.of("erase.cancel"), ButtonData.CANCEL_CLOSE);
    setTitle(Texts.of("nbd.title"));
    setResultConverter(type -> take.equals(type) ? model.found().orElse(null) : null);
    var pane = Dialogs.pane(this);
    pane.setId("nbd-dialog");
    pane.getStyleClass().addAll("erase-dialog", "nbd-dialog");
    pane.getButtonTypes().addAll(take, leave);
    pane.setContent(Dialogs.scrolled("nbd-words", getTitle(), content()));
    wire((Button) pane.lookupButton(take), (Button) pane.lookupButton(leave));
    model.stateProperty().subscribe(this::tell);
    setOnShown(_ -> address.requestFocus());
    setOnHidden(_ -> model.end());
  }

  private static String promise(PanelView.Kind panel) {
    return switch (panel) {
      case SOURCE -> Texts.of("nbd.take-source");
      case TARGET -> Texts.of("nbd.take-target");
    };
  }

  private void wire(Button take, Button leave) {
    take.setId("nbd-take");
    leave.setId("nbd-cancel");
    List.of(take, leave).forEach(button -> ButtonBar.setButtonUniformSize(button, false));
    BooleanBinding isPicked =
        Bindings.createBooleanBinding(
            () -> model.pickedProperty().get().isPresent(), model.pickedProperty());
    take.disableProperty().bind(isPicked.not());
    take.defaultButtonProperty().bind(isPicked);
    check.defaultButtonProperty().bind(isPicked.not());
    // A list keeps what is meant for the button.
    exports.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            event.consume();
            take.fire();
          }
        });
  }

  private VBox content() {
    address.setId("nbd-address");
    address.setAccessibleText(Texts.of("nbd.address"));
    address.setPromptText(Texts.of("nbd.prompt"));
    address.textProperty().bindBidirectional(model.textProperty());
    HBox.setHgrow(address, Priority.ALWAYS);
    Label label = Parts.label(Texts.of("nbd.address"), "erase-lost-title");
    label.setLabelFor(address);
    var line = new HBox(address, check);
    line.getStyleClass().add("nbd-line");
    fault.setId("nbd-fault");
    waiting.setId("nbd-asking");
    var content = new VBox(new VBox(label, line), faultRow, asking, exports, forms);
    content.getChildren().getFirst().getStyleClass().add("erase-name");
    content.getStyleClass().addAll("erase-content", "nbd-content");
    return content;
  }

  private void tell(State state) {
    fault.setText(
        switch (state) {
          case State.Wrong(var words) -> Texts.shown(words);
          case State.Unanswered(_, var words) -> Texts.shown(words);
          case State.Answered(_, var offered) -> offered.isEmpty() ? Texts.of("nbd.nothing") : "";
          case State.Blank _, State.Ready _, State.Asking _ -> "";
        });
    Parts.show(faultRow, !fault.getText().isEmpty());
    Parts.show(asking, state instanceof State.Asking);
    exports.show(state instanceof State.Answered(_, var offered) ? offered : List.of());
    Parts.show(forms, !(state instanceof State.Asking) && !exports.isVisible());
    // The button that was pressed is disabled meanwhile, and the focus would be anywhere.
    if (exports.isVisible() && !address.isFocused()) {
      exports.focusList();
    }
    check.setDisable(
        switch (state) {
          case State.Blank _, State.Wrong _, State.Asking _ -> true;
          case State.Ready _, State.Answered _, State.Unanswered _ -> false;
        });
  }
}
