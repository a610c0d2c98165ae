package app.diptych.ui;

import app.diptych.ui.settings.Look;
import app.diptych.ui.settings.Settings;
import app.diptych.ui.settings.SettingsModel;
import javafx.application.ColorScheme;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;

/// Whether the window is light or dark. JavaFX thread only.
final class LookModel {
  private final SettingsModel settings;
  private final ObservableValue<Look> wish;
  private final BooleanBinding dark;

  /// A look that follows the desktop unless the person has set otherwise.
  LookModel(ObservableValue<ColorScheme> desktop, SettingsModel settings) {
    this.settings = settings;
    wish = settings.property().map(Settings::look);
    dark =
        Bindings.createBooleanBinding(
            () ->
                switch (wish.getValue()) {
                  case SYSTEM -> desktop.getValue() == ColorScheme.DARK;
                  case LIGHT -> false;
                  case DARK, CONTRAST -> true;
                },
            wish,
            desktop);
  }

  /// What the person wants.
  ObservableValue<Look> wish() {
    return wish;
  }

  /// Sets what the person wants.
  void choose(Look look) {
    settings.change(now -> now.with(look));
  }

  /// Whether it is dark.
  BooleanBinding dark() {
    return dark;
  }
}
