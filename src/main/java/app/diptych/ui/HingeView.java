package app.diptych.ui;

import app.diptych.ui.disks.ImageChooser;
import app.diptych.ui.parts.Parts;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

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
    getChildren().addAll(arrow, landing, verdict, new ReleaseView(model.release()));
  }
}
