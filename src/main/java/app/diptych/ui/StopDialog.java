package app.diptych.ui;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;

/// Asks whether the job is to be ended before it is done. Enter and Escape both mean no.
final class StopDialog extends Dialog<Boolean> {

  /// The question; it goes away by itself when the job is over.
  ///
  /// @param job the job
  /// @param reason what the person set out to do
  StopDialog(JobModel job, Reason reason) {
    var stop = new ButtonType(Texts.of(reason.goKey), ButtonData.OTHER);
    var stay = new ButtonType(Texts.of("stop.stay"), ButtonData.CANCEL_CLOSE);
    setTitle(Texts.of("stop.title"));
    setResultConverter(type -> type != null && type.equals(stop));
    var pane = getDialogPane();
    pane.setId("stop-dialog");
    pane.getStyleClass().add("erase-dialog");
    pane.getButtonTypes().addAll(stop, stay);
    pane.setContent(Parts.paragraph(Texts.of("stop.question"), "stop-question"));
    var go = (Button) pane.lookupButton(stop);
    go.setId("stop-go");
    go.setDefaultButton(false);
    go.getStyleClass().add("danger");
    var no = (Button) pane.lookupButton(stay);
    no.setId("stop-stay");
    no.setDefaultButton(true);
    setOnShown(_ -> no.requestFocus());
    var subscription =
        job.running()
            .subscribe(isRunning -> {
              if (!isRunning) {
                setResult(false);
                close();
              }
            });
    setOnHidden(_ -> subscription.unsubscribe());
  }

  /// What the person set out to do.
  enum Reason {
    /// Cancel the job.
    CANCEL("stop.go"),
    /// Close the window.
    CLOSE("stop.close");

    private final String goKey;

    Reason(String goKey) {
      this.goKey = goKey;
    }
  }
}
