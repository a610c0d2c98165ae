package app.diptych.clone;

import java.nio.file.Path;
import java.util.Optional;

/// How unreadable sectors are passed over: all the rest is copied first, what failed is tried again
/// in ever smaller pieces, and what stays unreadable is zeros on the target.
///
/// @param retries how often bad sectors are read once more at the end
/// @param map a file in ddrescue's format that tells what has become of every byte; where it exists
///   the job goes on from it
public record Skipping(int retries, Optional<Path> map) {

  /// Checks that the number is not negative.
  public Skipping {
    if (retries < 0) {
      throw new IllegalArgumentException(retries + " retries");
    }
  }
}
