package app.diptych.ui.job;

import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;

/// Asks whether the job is to be ended before it is done. Enter and Escape both mean no.
public final class StopDialog extends Dialog<Boolean> {

  /// The question; it goes away by itself when the job is over.
  ///
  /// @param job the job
  /// @param reason what the person set out to do
  public StopDialog(JobModel job, Reason reason) {
    boolean isLive = job.liveProperty().get().isPresent();
    var stop = new ButtonType(reason.words(isLive), ButtonData.OTHER);
    var stay =
        new ButtonType(
            isLive ? Texts.of("stop.stay-live") : Texts.of("stop.stay"), ButtonData.CANCEL_CLOSE);
    setTitle(isLive ? Texts.of("stop.title-live") : Texts.of("stop.title"));
    setResultConverter(type -> type != null && type.equals(stop));
    var pane = getDialogPane();
    pane.setId("stop-dialog");
    pane.getStyleClass().add("erase-dialog");
    pane.getButtonTypes().addAll(stop, stay);
    Label question = Parts.paragraph("", "stop-question");
    question.setId("stop-question");
    // What would be lost changes while a person thinks about it.
    question.textProperty().bind(job.liveProperty().map(StopDialog::question));
    pane.setContent(question);
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
    setOnHidden(_ -> {
      subscription.unsubscribe();
      question.textProperty().unbind();
    });
  }

  private static String question(Optional<LiveState> live) {
    return live.map(StopDialog::question).orElseGet(() -> Texts.of("stop.question"));
  }

  private static String question(LiveState live) {
    String target =
        switch (live.stage()) {
          case PREPARING, COPYING -> Texts.of("stop.question");
          case IN_SYNC, FINISHING -> Texts.of("stop.in-sync");
          case DETACHED -> Texts.of("stop.detached");
          case FAILED -> Texts.of("stop.failed");
        };
    return live.clients().isEmpty()
        ? target
        : target + "\n\n" + Texts.of("stop.clients", live.clients().size());
  }

  /// What the person set out to do.
  public enum Reason {
    /// Cancel the job.
    CANCEL,
    /// Close the window.
    CLOSE;

    private String words(boolean isLive) {
      return switch (this) {
        case CANCEL -> isLive ? Texts.of("stop.go-live") : Texts.of("stop.go");
        case CLOSE -> isLive ? Texts.of("stop.close-live") : Texts.of("stop.close");
      };
    }
  }
}
