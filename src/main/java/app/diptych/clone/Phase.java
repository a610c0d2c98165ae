package app.diptych.clone;

/// What a job is doing.
public enum Phase {
  /// Checking and opening.
  PREPARING,
  /// Building the copy.
  COPYING,
  /// Trying again, in ever smaller pieces, what could not be read.
  RESCUING,
  /// Waiting for the target to have everything durably.
  FLUSHING,
  /// Reading both back and comparing.
  VERIFYING,
  /// Both sides are equal and stay so while the source is in use.
  IN_SYNC,
  /// The target was let go as a copy of one moment; the source is still in use.
  DETACHED;

  /// The word for scripts, in lower case.
  @Override
  public String toString() {
    return Words.of(this);
  }
}
