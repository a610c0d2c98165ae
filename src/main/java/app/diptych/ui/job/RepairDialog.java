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

/// Asks whether what differs is to be copied again: what was written to the target since would be
/// lost. Enter and Escape both mean no.
public final class RepairDialog extends Dialog<Boolean> {

  /// The question about the disks of an errand.
  public RepairDialog(Errand errand) {
    CloneRequest request = errand.wish().request();
    var repair = new ButtonType(Texts.of("repair.go"), ButtonData.OTHER);
    var stay = new ButtonType(Texts.of("erase.cancel"), ButtonData.CANCEL_CLOSE);
    setTitle(Texts.of("repair.title"));
    setResultConverter(type -> type != null && type.equals(repair));
    var pane = getDialogPane();
    pane.setId("repair-dialog");
    pane.getStyleClass().add("erase-dialog");
    pane.getButtonTypes().addAll(repair, stay);
    Label question =
        Parts.paragraph(
            Texts.of("repair.question", request.source(), request.target()), "stop-question");
    question.setId("repair-question");
    Label disks = Parts.paragraph(errand.title(), "job-title");
    disks.setId("repair-disks");
    var content = new VBox(disks, question);
    content.getStyleClass().add("job-words");
    pane.setContent(content);
    var go = (Button) pane.lookupButton(repair);
    go.setId("repair-go");
    go.setDefaultButton(false);
    go.getStyleClass().add("danger");
    var no = (Button) pane.lookupButton(stay);
    no.setId("repair-cancel");
    no.setDefaultButton(true);
    setOnShown(_ -> no.requestFocus());
  }
}
