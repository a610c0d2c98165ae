package app.diptych.rescue;

import java.util.Optional;

/// How a rescue is done.
///
/// @param retries how often bad sectors are read again at the end
/// @param sectorSize bytes that a source can read or not as a whole: its physical sector, where
///   that is known and larger than the one it is addressed by; else 0
/// @param map where the map is kept, if anywhere
public record RescueOptions(int retries, int sectorSize, Optional<MapFile> map) {

  /// Each sector once by itself, no map kept.
  public static final RescueOptions DEFAULT = new RescueOptions(0, 0, Optional.empty());

  /// Checks that nothing is negative.
  public RescueOptions {
    if (retries < 0 || sectorSize < 0) {
      throw new IllegalArgumentException(retries + " retries, sectors of " + sectorSize);
    }
  }
}
