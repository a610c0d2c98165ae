package app.diptych.cli;

import app.diptych.clone.CloneResult;
import app.diptych.clone.ServeResult;

/// What the program tells the shell.
final class ExitCode {
  /// Done.
  static final int DONE = 0;

  /// Failed.
  static final int FAILED = 1;

  /// Wrong usage.
  static final int USAGE = 2;

  /// Refused by the checks; nothing was written.
  static final int REFUSED = 3;

  /// Source and target differ, or data was unreadable and skipped.
  static final int DIFFERENT = 4;

  /// Cancelled, by a signal or by an answer.
  static final int CANCELLED = 130;

  private ExitCode() {}

  /// The one for a result.
  static int of(CloneResult result) {
    return switch (result) {
      case CloneResult.Completed _ -> DONE;
      case CloneResult.Failed _ -> FAILED;
      case CloneResult.Refused _ -> REFUSED;
      case CloneResult.Mismatch _, CloneResult.Skipped _ -> DIFFERENT;
      case CloneResult.Cancelled _ -> CANCELLED;
    };
  }

  /// The one for the offering of a device.
  static int of(ServeResult result) {
    return switch (result) {
      case ServeResult.Ended _ -> DONE;
      case ServeResult.Failed _ -> FAILED;
      case ServeResult.Refused _ -> REFUSED;
    };
  }
}
