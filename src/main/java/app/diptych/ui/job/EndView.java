package app.diptych.ui.job;

import app.diptych.clone.CloneResult;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Sayings;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// How a job ended: what, which disks, and what to do now; the rest for those who ask.
final class EndView extends VBox {

  /// The end of an errand.
  EndView(Errand errand, CloneResult result) {
    Outcome outcome = Outcome.of(result, errand.wish().deed());
    Label head = Parts.paragraph(outcome.headline(), "job-title");
    head.setId("job-outcome");
    Label text = Parts.paragraph(Sayings.of(result, errand.wish().request()), "job-result");
    text.setId("job-result");
    Label next = Parts.paragraph(outcome.next(), "job-next");
    next.setId("job-next");
    var words = new VBox(head, text, next);
    words.getStyleClass().add("job-words");
    HBox row = Parts.row(Parts.icon(outcome.icon(), "job-icon"), List.of(words), "job-line");
    getStyleClass().addAll("job-ended", outcome.styleClass());
    getChildren().add(row);
    if (!outcome.isGood()) {
      getChildren().add(new DetailsView(Details.of(errand, result)));
    }
  }
}
