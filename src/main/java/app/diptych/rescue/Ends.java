package app.diptych.rescue;

import app.diptych.block.BlockDevice;

/// The two devices of a rescue.
///
/// @param source what is read
/// @param target what is written
public record Ends(BlockDevice source, BlockDevice target) {

  /// Checks that the two, and a map of so many bytes, belong together.
  void check(long mapSize) {
    long size = source.geometry().size();
    if (target.geometry().size() != size || mapSize != size) {
      throw new IllegalArgumentException(
          "source of "
              + size
              + " bytes, target of "
              + target.geometry().size()
              + ", map of "
              + mapSize);
    }
    int smaller = Math.min(source.geometry().sectorSize(), target.geometry().sectorSize());
    int larger = Math.max(source.geometry().sectorSize(), target.geometry().sectorSize());
    if (larger % smaller != 0 || target.geometry().isReadOnly()) {
      throw new IllegalArgumentException(
          "sectors of " + smaller + " and " + larger + " bytes, target " + target.geometry());
    }
  }
}
