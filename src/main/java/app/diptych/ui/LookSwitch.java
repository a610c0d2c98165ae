package app.diptych.ui;

import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import app.diptych.ui.settings.Look;
import java.util.EnumMap;
import java.util.Optional;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// Light, dark, of high contrast, or as the desktop is.
final class LookSwitch extends SegmentedButton {

  /// A switch for a look.
  LookSwitch(LookModel model) {
    setId("look");
    var buttons = new EnumMap<Look, ToggleButton>(Look.class);
    for (Look look : Look.values()) {
      buttons.put(look, button(model, look));
    }
    getButtons().addAll(buttons.values());
    ToggleGroup group = getToggleGroup();
    model
        .wish()
        .subscribe(
            wish -> Optional.ofNullable(buttons.get(wish)).ifPresent(b -> b.setSelected(true)));
    // One of them is always on: pressing it again does not let go of it.
    group
        .selectedToggleProperty()
        .subscribe((old, toggle) -> {
          if (toggle == null && old != null) {
            group.selectToggle(old);
          }
        });
  }

  private static ToggleButton button(LookModel model, Look look) {
    var button = new ToggleButton();
    button
        .selectedProperty()
        .subscribe(isSelected -> {
          if (isSelected) {
            model.choose(look);
          }
        });
    return switch (look) {
      case SYSTEM ->
          dressed(
              button, "look-system", Texts.of("look.system"), Material2OutlinedAL.BRIGHTNESS_AUTO);
      case LIGHT ->
          dressed(button, "look-light", Texts.of("look.light"), Material2OutlinedMZ.WB_SUNNY);
      case DARK ->
          dressed(button, "look-dark", Texts.of("look.dark"), Material2OutlinedMZ.NIGHTS_STAY);
      case CONTRAST ->
          dressed(button, "look-contrast", Texts.of("look.contrast"), Material2OutlinedMZ.TONALITY);
    };
  }

  private static ToggleButton dressed(ToggleButton button, String id, String text, Ikon ikon) {
    button.setId(id);
    button.setGraphic(Parts.icon(ikon));
    button.setAccessibleText(text);
    Parts.hint(button, text);
    return button;
  }
}
