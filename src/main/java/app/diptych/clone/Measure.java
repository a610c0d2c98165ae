package app.diptych.clone;

import app.diptych.block.Geometry;
import app.diptych.block.os.Identity;

/// What could be measured of a disk or image.
///
/// @param identity who it is
/// @param geometry its shape
/// @param held bytes that it really holds: of a sparse image what is not a hole, else its size
record Measure(Identity identity, Geometry geometry, long held) {

  /// Bytes.
  long size() {
    return geometry.size();
  }

  /// Bytes of a sector.
  int sectorSize() {
    return geometry.sectorSize();
  }
}
