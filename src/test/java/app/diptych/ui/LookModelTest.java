package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.ui.settings.Look;
import app.diptych.ui.settings.Settings;
import app.diptych.ui.settings.SettingsModel;
import javafx.application.ColorScheme;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The look of a window on a desktop.
final class LookModelTest {
  private final ObservableMap<String, Object> preferences = FXCollections.observableHashMap();
  private final ObjectProperty<ColorScheme> scheme = new SimpleObjectProperty<>(ColorScheme.LIGHT);
  private final LookModel model =
      new LookModel(DesktopLook.of(preferences, scheme), new SettingsModel(Settings.DEFAULT));

  @Test
  void itIsLightOrDarkAsTheDesktopIs() {
    preferences.put("GTK.theme_name", "Adwaita");
    assertThat(model.shown().getValue()).isEqualTo(Look.LIGHT);

    scheme.set(ColorScheme.DARK);

    assertThat(model.shown().getValue()).isEqualTo(Look.DARK);
    assertThat(model.dark().get()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HighContrast", "HighContrastInverse"})
  void itIsOfHighContrastWhereTheDesktopIs(String theme) {
    assertThat(model.shown().getValue()).isEqualTo(Look.LIGHT);

    preferences.put("GTK.theme_name", theme);

    assertThat(model.shown().getValue()).isEqualTo(Look.CONTRAST);
    assertThat(model.dark().get()).isTrue();
    preferences.put("GTK.theme_name", "Adwaita");
    assertThat(model.shown().getValue()).isEqualTo(Look.LIGHT);
  }

  @Test
  void itFollowsWindowsAsWell() {
    preferences.put("Windows.SPI.HighContrast", true);

    assertThat(model.shown().getValue()).isEqualTo(Look.CONTRAST);
  }

  @Test
  void whatThePersonHasSetHoldsOnAnyDesktop() {
    preferences.put("GTK.theme_name", "HighContrast");

    model.choose(Look.LIGHT);

    assertThat(model.shown().getValue()).isEqualTo(Look.LIGHT);
    assertThat(model.dark().get()).isFalse();
  }
}
