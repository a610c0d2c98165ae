package app.diptych.block.os;

/// Who else may use what is open.
public enum Sharing {
  /// Anybody; nor is it told to others that it is open.
  EVERYBODY,
  /// Those who only read. Of a disk nobody can tell: there it is as [#EVERYBODY].
  READERS,
  /// Nobody.
  NOBODY
}
