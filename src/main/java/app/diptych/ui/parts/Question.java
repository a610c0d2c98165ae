package app.diptych.ui.parts;

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
    Dialogs.choice(this, words.id, words.title, words.yes, Texts.of("erase.cancel"));
    Label subject = Parts.paragraph(words.subject, "job-title");
    subject.setId(words.id + "-disks");
    Label question = Parts.paragraph(words.question);
    question.setId(words.id + "-question");
    var content = new VBox(subject, question);
    content.getStyleClass().add("again-content");
    getDialogPane().setContent(Dialogs.scrolled(words.id + "-words", words.title, content));
  }
}
