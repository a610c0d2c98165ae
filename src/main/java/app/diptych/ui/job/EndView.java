package app.diptych.ui.job;

import app.diptych.clone.CloneResult;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// How a job ended: what, which disks, and what to do now; the rest for those who ask.
final class EndView extends VBox {

  /// How what differs can be copied again.
  ///
  /// @param ask asks whether to
  /// @param isPossible not while one of the disks is in another job
  record Repair(Runnable ask, ObservableBooleanValue isPossible) {}

  /// The end of an errand; where source and target differ, it offers a repair.
  EndView(Errand errand, CloneResult result, Repair repair) {
    Outcome outcome = Outcome.of(result, errand.wish().deed());
    Label head = Parts.paragraph(outcome.headline(), "job-title");
    head.setId("job-outcome");
    Label text = Parts.paragraph(errand.saying(result), "job-result");
    text.setId("job-result");
    Label next = Parts.paragraph(outcome.next(), "job-next");
    next.setId("job-next");
    var words = new VBox(head, text, next);
    words.getStyleClass().add("job-words");
    HBox row = Parts.row(Parts.icon(outcome.icon(), "job-icon"), List.of(words), "job-line");
    getStyleClass().addAll("job-ended", outcome.styleClass());
    getChildren().add(row);
    if (result instanceof CloneResult.Mismatch) {
      Button button = Parts.wire(new Button(), "repair", Texts.of("repair.offer"), repair.ask());
      button.disableProperty().bind(Bindings.not(repair.isPossible()));
      Parts.hint(button, Texts.of("repair.hint"));
      getChildren().add(button);
    }
    if (!outcome.isGood()) {
      getChildren().add(new DetailsView(Details.of(errand, result)));
    }
  }
}
