package app.diptych.ui;

import app.diptych.text.Harmless;
import app.diptych.ui.disks.Candidate;
import app.diptych.ui.disks.Stretch;
import app.diptych.ui.disks.StretchBar;
import app.diptych.ui.parts.Amounts;
import app.diptych.ui.parts.Dialogs;
import app.diptych.ui.parts.Names;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import app.diptych.units.Sizes;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// Asks, with both disks in view, whether the target is to be erased. Enter and Escape both mean
/// no, until the person has gone to the other button.
final class EraseDialog extends Dialog<Boolean> {
  // More would push the buttons out of a small screen.
  private static final int MOST_LINES = 6;
  // All of a longer one is said below.
  private static final int LONGEST_TITLE = 80;

  private final EraseModel model;
  private final Optional<Control> name;

  /// The question.
  EraseDialog(EraseModel model) {
    this.model = model;
    name = model.nameToType().map(this::nameField);
    String title = model.deed().title();
    Dialogs.Choice choice = Dialogs.choice(this, "erase", title, title, Texts.of("erase.cancel"));
    getDialogPane().setContent(Dialogs.scrolled("erase-words", title, content()));
    Button go = choice.go();
    Parts.reword(go, Promise.of(model.deed(), model.target(), Optional.of(model.source())));
    go.setMnemonicParsing(true);
    // What it does is never cut off, be the name of the disk as long as it may.
    go.setWrapText(true);
    go.setMinHeight(Region.USE_PREF_SIZE);
    go.disableProperty().bind(model.confirmed().not());
    setOnShown(_ -> name.orElse(choice.stay()).requestFocus());
  }

  private VBox content() {
    var content = new VBox(question(), sides());
    content.getStyleClass().add("erase-content");
    content.getChildren().add(losses());
    model.cautions().forEach(caution -> content.getChildren().add(Parts.warning(caution)));
    name.ifPresent(field -> content.getChildren().add(labelled(field)));
    return content;
  }

  private Label question() {
    Label question =
        Parts.paragraph(
            Texts.of(
                model.goesOnFromMap() ? "erase.question-map" : "erase.question",
                Names.ends(model.target().title(), LONGEST_TITLE)),
            "erase-question");
    question.setId("erase-question");
    return question;
  }

  private HBox sides() {
    VBox from = side("erase.from", model.source(), "source");
    VBox onto = side("erase.onto", model.target(), "target");
    var arrow = Parts.icon(Material2OutlinedAL.ARROW_FORWARD, "hinge-arrow");
    var sides = new HBox(from, arrow, onto);
    sides.getStyleClass().add("erase-sides");
    return sides;
  }

  private static VBox side(String key, Candidate candidate, String kind) {
    var side = new VBox(Parts.label(Texts.of(key), "erase-role"));
    side.getStyleClass().addAll("erase-side", kind);
    side.setId("erase-" + kind);
    var lines = side.getChildren();
    lines.add(Parts.paragraph(candidate.title(), "card-title"));
    candidate
        .size()
        .ifPresent(bytes -> {
          Label size =
              Parts.paragraph(Texts.of("erase.size", Sizes.of(bytes), Amounts.exact(bytes)));
          lines.add(size);
        });
    details(candidate).forEach(text -> lines.add(Parts.paragraph(text, "card-detail")));
    if (candidate instanceof Candidate.OfDisk(var disk) && !disk.partitions().isEmpty()) {
      lines.add(new StretchBar(Stretch.of(disk)));
    }
    EraseModel.mounted(candidate)
        .forEach(text -> lines.add(Parts.paragraph(text, "card-detail", "mounted")));
    HBox.setHgrow(side, Priority.ALWAYS);
    return side;
  }

  private static List<String> details(Candidate candidate) {
    return switch (candidate) {
      case Candidate.OfDisk(var disk) ->
          List.of(
              disk.path(),
              disk.hardware()
                  .serial()
                  .map(serial -> Texts.of("card.serial", serial))
                  .orElseGet(() -> Texts.of("card.no-serial")));
      case Candidate.OfImage(var path, _) -> List.of(Harmless.of(path.toString()));
      case Candidate.OfExport(var uri, _) -> List.of(uri.toString());
    };
  }

  private Node losses() {
    List<String> losses = model.losses();
    String title = model.goesOnFromMap() ? "erase.lost-map" : "erase.lost";
    var lost = new VBox(Parts.label(Texts.of(title), "erase-lost-title"));
    lost.setId("erase-lost");
    lost.getStyleClass().add("erase-lost");
    if (losses.isEmpty()) {
      lost.getChildren().add(Parts.paragraph(Texts.of("erase.lost-unknown")));
    } else {
      losses.forEach(loss -> lost.getChildren().add(Parts.paragraph(Texts.of("erase.loss", loss))));
    }
    return losses.size() > MOST_LINES ? scrolled(lost) : lost;
  }

  private static ScrollPane scrolled(VBox lost) {
    var scroll = new ScrollPane(lost);
    scroll.setId("erase-lost-scroll");
    scroll.setAccessibleText(Texts.of("erase.lost"));
    scroll.setFitToWidth(true);
    scroll.getStyleClass().addAll("card-scroll", "erase-lost-scroll");
    return scroll;
  }

  private TextField nameField(String wanted) {
    var field = new TextField();
    field.setId("erase-name");
    field.textProperty().bindBidirectional(model.typedProperty());
    field.setAccessibleText(Texts.of("erase.type-field", wanted));
    return field;
  }

  private VBox labelled(Control field) {
    Label label =
        Parts.paragraph(Texts.of("erase.type", model.nameToType().orElse("")), "erase-type");
    label.setLabelFor(field);
    var box = new VBox(label, field);
    box.getStyleClass().add("erase-name");
    return box;
  }
}
