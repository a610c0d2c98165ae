package app.diptych.rescue;

import java.util.Optional;
import java.util.stream.Stream;

/// What has become of a stretch of the source, from the least to the most that was done.
///
/// The signs are those of ddrescue's map files (GNU ddrescue manual, "Mapfile structure").
public enum Status {
  /// Not read, or to be tried again in smaller pieces.
  NON_TRIED('?'),
  /// A large read failed; its edges are not known.
  NON_TRIMMED('*'),
  /// Between edges that are known to be bad; not looked at sector by sector.
  NON_SCRAPED('/'),
  /// Read by itself, and failed.
  BAD_SECTOR('-'),
  /// Read, and on the target.
  FINISHED('+');

  private final char sign;

  Status(char sign) {
    this.sign = sign;
  }

  /// The character in a map file.
  public char sign() {
    return sign;
  }

  static Optional<Status> of(String sign) {
    return Stream.of(values())
        .filter(status -> sign.equals(String.valueOf(status.sign)))
        .findFirst();
  }
}
