package app.diptych.clone;

import java.util.Locale;

/// What a job is doing.
public enum Phase {
  /// Checking and opening.
  PREPARING,
  /// Building the copy.
  COPYING,
  /// Waiting for the target to have everything durably.
  FLUSHING,
  /// Reading both back and comparing.
  VERIFYING;

  /// The word for scripts, in lower case.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
