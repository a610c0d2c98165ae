package app.diptych.udisks;

/// For what a disk is opened.
public enum Access {
  /// For reading.
  READ("r"),
  /// For reading and writing.
  READ_WRITE("rw");

  private final String mode;

  Access(String mode) {
    this.mode = mode;
  }

  /// udisks2's word.
  String mode() {
    return mode;
  }
}
