package app.diptych.ui.settings;

import app.diptych.ui.parts.Amounts;
import app.diptych.ui.parts.Texts;

/// How fast a job copies at most, so that others who use the disks are not kept waiting.
public enum Limit {
  /// As fast as it can.
  NONE(0),
  /// For a disk that is used a lot.
  TEN(10),
  /// Half of what a spinning disk does.
  FIFTY(50),
  /// All that a network of a gigabit takes.
  HUNDRED(100),
  /// Less than half of what SATA takes.
  TWO_HUNDRED(200),
  /// As fast as SATA.
  FIVE_HUNDRED(500);

  private static final long MEGA = 1_000_000;

  private final long megabytes;

  Limit(long megabytes) {
    this.megabytes = megabytes;
  }

  /// In words.
  public String words() {
    return this == NONE ? Texts.of("limit.none") : Amounts.rate(bytesPerSecond());
  }

  /// Bytes a second; zero for no limit.
  public long bytesPerSecond() {
    return megabytes * MEGA;
  }
}
