package app.diptych.clone;

/// How the source falls onto a target of another length.
public enum Fit {
  /// Only equal lengths.
  EXACT,
  /// Onto the first bytes of a larger target; the rest of it is left as it is.
  START
}
