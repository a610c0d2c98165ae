package app.diptych.ui.settings;

/// How large texts are, and with them all that is measured by them.
public enum TextSize {
  /// As designed.
  NORMAL(100),
  /// Larger by a quarter.
  LARGE(125),
  /// Larger by half.
  LARGER(150),
  /// Twice as large.
  HUGE(200);

  private final int percent;

  TextSize(int percent) {
    this.percent = percent;
  }

  /// Percent of what was designed.
  public int percent() {
    return percent;
  }
}
