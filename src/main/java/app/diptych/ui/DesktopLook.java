package app.diptych.ui;

import app.diptych.ui.settings.Look;
import java.util.Map;
import javafx.application.ColorScheme;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableMap;

/// How the desktop looks: light, dark or of high contrast.
final class DesktopLook {
  // As javafx.application.Platform.Preferences names them.
  private static final String GTK_THEME = "GTK.theme_name";
  private static final String WINDOWS_CONTRAST = "Windows.SPI.HighContrast";

  // GTK's own are HighContrast and HighContrastInverse; GNOME sets one of them where high contrast
  // is turned on.
  private static final String GTK_CONTRAST = "HighContrast";

  private DesktopLook() {}

  /// What the desktop tells, as it changes.
  static ObservableValue<Look> of(
      ObservableMap<String, Object> preferences, ObservableValue<ColorScheme> scheme) {
    return Bindings.createObjectBinding(
        () -> of(preferences, scheme.getValue()), preferences, scheme);
  }

  private static Look of(Map<String, Object> preferences, ColorScheme scheme) {
    if (Boolean.TRUE.equals(preferences.get(WINDOWS_CONTRAST))
        || String.valueOf(preferences.get(GTK_THEME)).startsWith(GTK_CONTRAST)) {
      return Look.CONTRAST;
    }
    return scheme == ColorScheme.DARK ? Look.DARK : Look.LIGHT;
  }
}
