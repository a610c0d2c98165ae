package app.diptych.clone;

import java.nio.file.Path;
import java.util.Optional;

/// How it is kept how far a clone is.
///
/// @param folder where journals lie; empty for the user's own place for such things
/// @param resumes whether the clone goes on from the journal of this very pair
public record Journaling(Optional<Path> folder, boolean resumes) {

  /// In the user's own place, from the beginning.
  public static final Journaling DEFAULT = new Journaling(Optional.empty(), false);
}
