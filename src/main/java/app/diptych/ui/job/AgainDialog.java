package app.diptych.ui.job;

import app.diptych.clone.CloneRequest;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Asks whether something is to be done once more on the disks of a job that is over: what was
/// written to the target since would be lost. Enter and Escape both mean no.
public final class AgainDialog extends Dialog<Boolean> {

  /// What is to be done.
  public enum Act {
    /// What differs is copied again.
    REPAIR("repair"),
    /// All is copied again, and what cannot be read is skipped.
    SKIP("rescue");

    private final String id;

    Act(String id) {
      this.id = id;
    }

    private String title() {
      return this == REPAIR ? Texts.of("repair.title") : Texts.of("rescue.title");
    }

    private String question(CloneRequest request) {
      return Texts.of(
          this == REPAIR ? "repair.question" : "rescue.question",
          request.source(),
          request.target());
    }

    private String go() {
      return this == REPAIR ? Texts.of("repair.go") : Texts.of("rescue.go");
    }
  }

  /// The question about the disks of an errand.
  public AgainDialog(Errand errand, Act act) {
    CloneRequest request = errand.wish().request();
    var again = new ButtonType(act.go(), ButtonData.OTHER);
    var stay = new ButtonType(Texts.of("erase.cancel"), ButtonData.CANCEL_CLOSE);
    setTitle(act.title());
    setResultConverter(type -> type != null && type.equals(again));
    var pane = getDialogPane();
    pane.setId(act.id + "-dialog");
    pane.getStyleClass().add("erase-dialog");
    pane.getButtonTypes().addAll(again, stay);
    Label question = Parts.paragraph(act.question(request));
    question.setId(act.id + "-question");
    Label disks = Parts.paragraph(errand.title(), "job-title");
    disks.setId(act.id + "-disks");
    var content = new VBox(disks, question);
    content.getStyleClass().add("again-content");
    pane.setContent(content);
    var go = (Button) pane.lookupButton(again);
    go.setId(act.id + "-go");
    go.setDefaultButton(false);
    go.getStyleClass().add("danger");
    var no = (Button) pane.lookupButton(stay);
    no.setId(act.id + "-cancel");
    no.setDefaultButton(true);
    setOnShown(_ -> no.requestFocus());
  }
}
