package app.diptych.ui;

import app.diptych.ui.disks.Candidate;
import app.diptych.ui.disks.ImageChooser;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// The hinge of the window: how the source falls onto the target, the verdict, and how the clone is
/// done.
final class HingeView extends VBox {

  /// The hinge of a window.
  HingeView(WindowModel model, ImageChooser chooser) {
    var verdict = new VerdictView(model.plan(), chooser);
    VBox.setVgrow(verdict, Priority.ALWAYS);
    setId("hinge");
    getStyleClass().add("hinge");
    var arrow = new StackPane(Parts.icon(Material2OutlinedAL.ARROW_FORWARD, "hinge-arrow"));
    arrow.getStyleClass().add("hinge-badge");
    var landing = new LandingView(model.source(), model.target());
    // The picture says the same, and on a small screen the reasons need the room.
    landing.visibleProperty().subscribe(isShown -> Parts.show(arrow, !isShown));
    getChildren()
        .addAll(arrow, landing, cutShort(model), verdict, new ReleaseView(model.release()));
  }

  // Who meant to begin a clone anew and took the two the wrong way round would lose the good one.
  private static HBox cutShort(WindowModel model) {
    Label words = Parts.paragraph("");
    words.setId("source-cut-short");
    HBox row =
        Parts.row(
            Parts.icon(Material2OutlinedMZ.REPORT_PROBLEM), List.of(words), "reason", "warning");
    Runnable look =
        () -> {
          Optional<Candidate> source =
              model
                  .plan()
                  .source()
                  .filter(picked -> model.unfinished().isCutShort(picked.endpoint()));
          source.ifPresent(
              picked -> words.setText(Texts.of("verdict.source-cut-short", picked.fullName())));
          Parts.show(row, source.isPresent());
        };
    model.plan().sourceProperty().subscribe(look);
    model.unfinished().list().subscribe(look);
    look.run();
    return row;
  }
}
