package app.diptych.mirror;

import java.util.Locale;

/// One of the two devices of a mirror.
public enum Side {
  /// The device that serves reads and takes every write.
  PRIMARY,
  /// The device on which the copy is built.
  SECONDARY;

  /// The word for error lines, in lower case.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
