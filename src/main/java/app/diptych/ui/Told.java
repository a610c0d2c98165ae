package app.diptych.ui;

import app.diptych.desktop.Notice;
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
            .hideAfter(SHOWN);
    if (notice.isUrgent()) {
      told.showWarning();
    } else {
      told.showInformation();
    }
  }
}
