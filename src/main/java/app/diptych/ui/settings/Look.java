package app.diptych.ui.settings;

/// How the window looks.
public enum Look {
  /// As the desktop is, light or dark.
  SYSTEM,
  /// Light.
  LIGHT,
  /// Dark.
  DARK,
  /// White and yellow on black, with strong edges.
  CONTRAST
}
