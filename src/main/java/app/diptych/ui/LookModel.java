package app.diptych.ui;

import javafx.application.ColorScheme;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/// Whether the window is light or dark. JavaFX thread only.
final class LookModel {

  /// What the person wants.
  enum Look {
    /// As the desktop is.
    SYSTEM,
    /// Light.
    LIGHT,
    /// Dark.
    DARK
  }

  private final ObjectProperty<Look> wish = new SimpleObjectProperty<>(Look.SYSTEM);
  private final BooleanBinding dark;

  /// A look that follows the desktop until the person wishes otherwise.
  LookModel(ObservableValue<ColorScheme> desktop) {
    dark =
        Bindings.createBooleanBinding(
            () ->
                switch (wish.get()) {
                  case SYSTEM -> desktop.getValue() == ColorScheme.DARK;
                  case LIGHT -> false;
                  case DARK -> true;
                },
            wish,
            desktop);
  }

  /// What the person wants.
  ObjectProperty<Look> wishProperty() {
    return wish;
  }

  /// Whether it is dark.
  BooleanBinding dark() {
    return dark;
  }
}
