package app.diptych.rescue;

import java.util.Optional;
import java.util.stream.Stream;

/// What a rescue is doing.
///
/// The signs are those of the status line of ddrescue's map files (GNU ddrescue manual, "Mapfile
/// structure"); two stages are known from its files only.
public enum Stage {
  /// Reading what was not tried, in large pieces.
  COPYING('?'),
  /// Reading failed pieces from both edges up to the first bad sector.
  TRIMMING('*'),
  /// Reading what lies between bad edges, sector by sector.
  SCRAPING('/'),
  /// Reading bad sectors again.
  RETRYING('-'),
  /// Only ddrescue does this: writing on the target what says that it is bad.
  FILLING('F'),
  /// Only ddrescue does this: guessing a map from a target.
  GENERATING('G'),
  /// Nothing is left to do.
  FINISHED('+');

  private final char sign;

  Stage(char sign) {
    this.sign = sign;
  }

  /// The character in a map file.
  public char sign() {
    return sign;
  }

  static Optional<Stage> of(String sign) {
    return Stream.of(values()).filter(stage -> sign.equals(String.valueOf(stage.sign))).findFirst();
  }
}
