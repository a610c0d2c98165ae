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

/// Asks whether something is to be done once more on the disks of a job that is over, or never
/// again: something would be lost by it. Enter and Escape both mean no.
public final class AgainDialog extends Dialog<Boolean> {

  /// What is to be done.
  public enum Act {
    /// What differs is copied again.
    REPAIR("repair", "repair.title", "repair.question", "repair.go"),
    /// All is copied again, and what cannot be read is skipped.
    SKIP("rescue", "rescue.title", "rescue.question", "rescue.go"),
    /// How far it is is forgotten.
    FORGET("forget", "forget.title", "forget.question", "forget.go");

    private final String id;
    private final String titleKey;
    private final String questionKey;
    private final String goKey;

    Act(String id, String titleKey, String questionKey, String goKey) {
      this.id = id;
      this.titleKey = titleKey;
      this.questionKey = questionKey;
      this.goKey = goKey;
    }
  }

  /// The question about the disks of an errand.
  public AgainDialog(Errand errand, Act act) {
    CloneRequest request = errand.wish().request();
    var again = new ButtonType(Texts.of(act.goKey), ButtonData.OTHER);
    var stay = new ButtonType(Texts.of("erase.cancel"), ButtonData.CANCEL_CLOSE);
    setTitle(Texts.of(act.titleKey));
    setResultConverter(type -> type != null && type.equals(again));
    var pane = getDialogPane();
    pane.setId(act.id + "-dialog");
    pane.getStyleClass().add("erase-dialog");
    pane.getButtonTypes().addAll(again, stay);
    Label question = Parts.paragraph(Texts.of(act.questionKey, request.source(), request.target()));
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
