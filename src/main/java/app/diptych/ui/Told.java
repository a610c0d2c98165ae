package app.diptych.ui;

import app.diptych.desktop.Notice;
import javafx.geometry.Pos;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;

/// What the window tells by itself where there is no desktop to tell it.
final class Told {
  private static final Duration SHOWN = Duration.seconds(12);

  private Told() {}

  /// Tells it in a corner of the window.
  static void inWindow(Stage stage, Notice notice) {
    if (!stage.isShowing()) {
      return;
    }
    Notifications told =
        Notifications.create()
            .owner(stage)
            .title(notice.title())
            .text(notice.body())
            // Where no button is, which it would cover.
            .position(Pos.TOP_RIGHT)
            .styleClass("told")
            .hideAfter(SHOWN);
    if (notice.isUrgent()) {
      told.showWarning();
    } else {
      told.showInformation();
    }
  }
}
