package app.diptych.ui;

import app.diptych.ui.settings.Look;
import app.diptych.ui.settings.Settings;
import app.diptych.ui.settings.SettingsModel;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.value.ObservableValue;

/// How the window looks. JavaFX thread only.
final class LookModel {
  private final SettingsModel settings;
  private final ObservableValue<Look> wish;
  private final ObjectBinding<Look> shown;
  private final BooleanBinding dark;

  /// A look that follows the desktop's unless the person has set otherwise.
  LookModel(ObservableValue<Look> desktop, SettingsModel settings) {
    this.settings = settings;
    wish = settings.property().map(Settings::look);
    shown =
        Bindings.createObjectBinding(
            () -> wish.getValue() == Look.SYSTEM ? desktop.getValue() : wish.getValue(),
            wish,
            desktop);
    dark = Bindings.createBooleanBinding(() -> shown.get() != Look.LIGHT, shown);
  }

  /// What the person wants.
  ObservableValue<Look> wish() {
    return wish;
  }

  /// Sets what the person wants.
  void choose(Look look) {
    settings.change(now -> now.with(look));
  }

  /// What that comes to: light, dark or of high contrast.
  ObservableValue<Look> shown() {
    return shown;
  }

  /// Whether it is dark.
  BooleanBinding dark() {
    return dark;
  }
}
