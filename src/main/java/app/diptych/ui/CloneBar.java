package app.diptych.ui;

import app.diptych.ui.parts.Copying;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// What can be done with what is picked: clone it, or take it along as a command.
final class CloneBar extends BorderPane {

  /// The bar of a window.
  CloneBar(WindowModel model, Runnable onClone) {
    Button command =
        Parts.wire(new Button(), "command", Texts.of("command.copy"), () -> copy(model));
    command.setGraphic(Parts.icon(Material2OutlinedAL.CODE));
    command.getStyleClass().add("flat");
    Parts.hint(command, Texts.of("command.hint"));
    var check = model.plan().checkProperty();
    command
        .disableProperty()
        .bind(Bindings.createBooleanBinding(() -> !(check.get() instanceof Check.Done), check));
    command.setMinWidth(USE_PREF_SIZE);
    // As much on the other side, so that the button is in the middle.
    var other = new Region();
    other.prefWidthProperty().bind(command.widthProperty());
    setLeft(other);
    setCenter(new CloneButton(model.plan(), onClone));
    setRight(command);
    setAlignment(command, Pos.CENTER_RIGHT);
  }

  /// Copies the command for what is picked, if the checks have looked at it.
  static void copy(WindowModel model) {
    if (model.plan().checkProperty().get() instanceof Check.Done(var wish, _)) {
      String command = CommandLine.of(wish);
      Copying.put(command);
      model.disks().say(Texts.of("command.copied", command));
    }
  }
}
