package app.diptych.cli;

/// How progress is told.
enum ProgressKind {
  /// One line that is rewritten.
  BAR,
  /// Lines, one a second at most.
  PLAIN,
  /// JSON lines, and the result as the last of them.
  JSON,
  /// Not at all.
  NONE
}
