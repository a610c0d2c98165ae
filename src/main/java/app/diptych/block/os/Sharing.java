package app.diptych.block.os;

/// Who else may use what is open.
public enum Sharing {
  /// Anybody; nor is it told to others that it is open.
  EVERYBODY,
  /// Those who only read.
  READERS,
  /// Nobody.
  NOBODY
}
