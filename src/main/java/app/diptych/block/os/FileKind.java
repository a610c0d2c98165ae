package app.diptych.block.os;

/// What stands behind a path.
public enum FileKind {
  /// A disk, a partition, a mapping.
  BLOCK_DEVICE,
  /// A file with content.
  REGULAR_FILE,
  /// A directory.
  DIRECTORY,
  /// A pipe, a socket, a character device.
  OTHER
}
