package app.diptych.cli.output;

/// How progress is told.
public enum ProgressKind {
  /// One line that is rewritten.
  BAR,
  /// Lines, one a second at most.
  PLAIN,
  /// JSON lines, and the result as the last of them.
  JSON,
  /// Not at all.
  NONE
}
