package app.diptych.ui.parts;

import javafx.animation.PauseTransition;
import javafx.scene.control.DialogPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.stage.Window;
import javafx.util.Duration;

/// Keeps what has opened a dialog from answering it: the second click of a double click, and Alt
/// and a letter that are held or hit twice where a button of the dialog has the same letter.
final class Settling {
  // Longer than between the two clicks of a double click.
  private static final Duration TIME = Duration.millis(500);

  private boolean isOver;
  // Whoever holds Alt and a letter goes on pressing the letter alone.
  private boolean isLetGo;

  private Settling() {}

  /// Sees to it in a dialog that was opened at this moment.
  static void in(DialogPane pane) {
    var settling = new Settling();
    Window window = pane.getScene().getWindow();
    window.addEventFilter(MouseEvent.MOUSE_PRESSED, settling::pressed);
    window.addEventFilter(KeyEvent.KEY_PRESSED, settling::pressed);
    window.addEventFilter(KeyEvent.KEY_RELEASED, _ -> settling.isLetGo = true);
    var time = new PauseTransition(TIME);
    time.setOnFinished(_ -> settling.isOver = true);
    time.play();
  }

  private void pressed(MouseEvent press) {
    if (!isOver) {
      press.consume();
    }
  }

  private void pressed(KeyEvent press) {
    if (press.getCode() == KeyCode.ALT) {
      isLetGo = true;
    } else if (press.isAltDown() && !(isOver && isLetGo)) {
      press.consume();
    }
  }
}
