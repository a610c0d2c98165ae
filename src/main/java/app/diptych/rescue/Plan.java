package app.diptych.rescue;

/// How one pass is made.
///
/// @param stage to which it belongs
/// @param pass its number in the stage
/// @param from what it reads
/// @param failed what becomes of it where it cannot be read
/// @param step bytes of one read, aligned to as much
/// @param manner in which order, and what it does at a failure
/// @param width reads at once
record Plan(
    Stage stage, int pass, Status from, Status failed, long step, Manner manner, int width) {

  /// In which order a pass goes, and what it does at a failure.
  enum Manner {
    /// Forwards, and at failures on behind a gap that grows.
    SKIPPING(false, false),
    /// Forwards; at a failure the rest of the stretch is left.
    LEAVING(false, true),
    /// Backwards; at a failure the rest of the stretch is left.
    LEAVING_BACKWARDS(true, true),
    /// Forwards, all of it.
    SWEEPING(false, false),
    /// Backwards, all of it.
    SWEEPING_BACKWARDS(true, false);

    private final boolean isBackwards;
    private final boolean leaves;

    Manner(boolean isBackwards, boolean leaves) {
      this.isBackwards = isBackwards;
      this.leaves = leaves;
    }

    /// Whether from the device's end to its beginning.
    boolean isBackwards() {
      return isBackwards;
    }

    /// Whether a stretch is left at its first failure.
    boolean leaves() {
      return leaves;
    }
  }
}
