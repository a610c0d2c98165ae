package app.diptych.ui.help;

import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// What to do, for who sees the window for the first time: a picture and two lines, until they are
/// put away.
public final class WelcomeView extends HBox {

  /// What can be done from here.
  ///
  /// @param samples offers two sample images
  /// @param help opens the help
  /// @param putAway takes these lines away for good
  public record Actions(Runnable samples, Runnable help, Runnable putAway) {}

  /// The lines.
  public WelcomeView(Actions actions) {
    setId("welcome");
    getStyleClass().add("welcome");
    var samples =
        Parts.wire(new Button(), "welcome-samples", Texts.of("welcome.samples"), actions.samples());
    samples.setGraphic(Parts.icon(Material2OutlinedMZ.SCIENCE));
    Parts.hint(samples, Texts.of("welcome.samples-hint"));
    var help = Parts.wire(new Button(), "welcome-help", Texts.of("welcome.help"), actions.help());
    var away =
        Parts.wire(new Button(), "welcome-away", Texts.of("welcome.away"), actions.putAway());
    away.getStyleClass().add("flat");
    var buttons = new FlowPane(samples, help, away);
    buttons.getStyleClass().add("panel-buttons");
    var words =
        new VBox(
            Parts.paragraph(Texts.of("welcome.first"), "card-title"),
            Parts.paragraph(Texts.of("welcome.second")),
            buttons);
    words.getStyleClass().add("welcome-words");
    HBox.setHgrow(words, Priority.ALWAYS);
    getChildren().addAll(picture(), words);
  }

  // Two cards and the way between them, as the window has them.
  private static Node picture() {
    var picture =
        new HBox(
            card("source", Parts.icon(Material2OutlinedMZ.STORAGE, "welcome-icon")),
            Parts.icon(Material2OutlinedAL.ARROW_FORWARD, "hinge-arrow"),
            card("target", Parts.icon(Material2OutlinedMZ.STORAGE, "welcome-icon")));
    picture.getStyleClass().add("welcome-picture");
    return picture;
  }

  private static Node card(String kind, Node icon) {
    var card = new StackPane(icon);
    card.getStyleClass().addAll("welcome-card", kind);
    return card;
  }
}
