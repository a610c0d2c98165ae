package app.diptych.ui.parts;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Asks whether something is to be done by which something is lost. Enter and Escape both mean no.
public final class Question extends Dialog<Boolean> {

  /// What is asked.
  ///
  /// @param id what the ids of its parts begin with
  /// @param title of the dialog
  /// @param subject what it is about
  /// @param question what is lost
  /// @param yes the words of the button that does it
  public record Words(String id, String title, String subject, String question, String yes) {}

  /// A question.
  public Question(Words words) {
    var does = new ButtonType(words.yes, ButtonData.OTHER);
    var stay = new ButtonType(Texts.of("erase.cancel"), ButtonData.CANCEL_CLOSE);
    setTitle(words.title);
    setResultConverter(type -> type != null && type.equals(does));
    var pane = Dialogs.pane(this);
    pane.setId(words.id + "-dialog");
    pane.getStyleClass().add("erase-dialog");
    pane.getButtonTypes().addAll(does, stay);
    Label subject = Parts.paragraph(words.subject, "job-title");
    subject.setId(words.id + "-disks");
    Label question = Parts.paragraph(words.question);
    question.setId(words.id + "-question");
    var content = new VBox(subject, question);
    content.getStyleClass().add("again-content");
    pane.setContent(Dialogs.scrolled(words.id + "-words", words.title, content));
    var go = (Button) pane.lookupButton(does);
    ButtonBar.setButtonUniformSize(go, false);
    go.setId(words.id + "-go");
    go.setDefaultButton(false);
    go.getStyleClass().add("danger");
    var no = (Button) pane.lookupButton(stay);
    ButtonBar.setButtonUniformSize(no, false);
    no.setId(words.id + "-cancel");
    no.setDefaultButton(true);
    setOnShown(_ -> no.requestFocus());
  }
}
