package app.diptych.ui;

import app.diptych.text.Harmless;
import app.diptych.ui.disks.ImageChooser;
import app.diptych.ui.parts.Names;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// The map that a clone of a failing disk goes on from: chooses one, or leaves it. What it says,
/// and whether it is of this source, is for the checks to tell.
final class MapRow extends VBox {
  private final Label name = Parts.paragraph("");
  private final Button choose;
  private final Button away;

  /// The map of a plan.
  MapRow(PlanModel plan, ImageChooser chooser) {
    setId("map");
    getStyleClass().add("option-of-option");
    name.setId("map-name");
    choose =
        Parts.wire(
            new Button(),
            "map-choose",
            Texts.of("plan.map"),
            () ->
                chooser
                    .map(getScene().getWindow(), plan.foldersOfMaps())
                    .ifPresent(map -> plan.mapProperty().set(Optional.of(map))));
    choose.setGraphic(Parts.icon(Material2OutlinedAL.FOLDER_OPEN));
    Parts.hint(choose, Texts.of("plan.map-hint"));
    away =
        Parts.wire(
            new Button(),
            "map-away",
            Texts.of("plan.no-map"),
            () -> plan.mapProperty().set(Optional.empty()));
    // Their words are longer than a line where the texts are large.
    List.of(choose, away)
        .forEach(button -> {
          button.setWrapText(true);
          button.setMinHeight(USE_PREF_SIZE);
        });
    getChildren().addAll(name, choose, away);
    plan.mapProperty().subscribe(this::show);
  }

  private void show(Optional<Path> map) {
    Parts.show(choose, map.isEmpty());
    Parts.show(name, map.isPresent());
    Parts.show(away, map.isPresent());
    map.map(Path::toString)
        .map(Harmless::of)
        .ifPresent(path -> {
          name.setText(Texts.of("plan.map-name", Names.brief(path)));
          Parts.retell(name, path);
        });
  }
}
