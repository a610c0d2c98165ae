package app.diptych.ui.parts;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.Mnemonic;
import javafx.stage.Stage;

/// Alt and the underlined letter press the one button on view that has it.
///
/// JavaFX by itself keeps capital and small letters apart and looks among one of both kinds only,
/// be they of buttons that are not on view; and a button that left the scene and came back is two
/// for it, of which it presses neither.
public final class Mnemonics {
  private Mnemonics() {}

  /// Sees to it in a stage, before JavaFX does.
  public static void in(Stage stage) {
    stage.addEventFilter(KeyEvent.KEY_PRESSED, press -> pressed(stage.getScene(), press));
  }

  private static void pressed(Scene scene, KeyEvent press) {
    // Consumed where this is seen to twice: a stage may be filled anew.
    if (!press.isAltDown() || press.isConsumed()) {
      return;
    }
    List<Mnemonic> meant =
        scene.getMnemonics().entrySet().stream()
            .filter(entry -> entry.getKey().match(press))
            .flatMap(entry -> entry.getValue().stream())
            .filter(mnemonic -> isOpen(mnemonic.getNode(), scene))
            .toList();
    if (!meant.isEmpty() && meant.stream().map(Mnemonic::getNode).distinct().count() == 1) {
      Mnemonic one = meant.getFirst();
      one.getNode().requestFocus();
      one.fire();
      press.consume();
    }
  }

  private static boolean isOpen(Node node, Scene scene) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return scene.equals(node.getScene()) && !node.isDisabled();
  }
}
