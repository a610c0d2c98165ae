package app.diptych.ui.settings;

/// How the window looks.
public enum Look {
  /// As the desktop is: light, dark or of high contrast.
  SYSTEM,
  /// Light.
  LIGHT,
  /// Dark.
  DARK,
  /// White and yellow on black, with strong edges.
  CONTRAST
}
