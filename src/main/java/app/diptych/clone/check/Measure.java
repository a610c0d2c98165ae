package app.diptych.clone.check;

import app.diptych.block.Geometry;
import app.diptych.block.os.FileKind;
import app.diptych.block.os.Identity;
import app.diptych.disks.DeviceNumber;

/// What could be measured of a disk, an image or an export.
///
/// @param mark who it is
/// @param geometry its shape
/// @param held bytes that it really holds: of a sparse image what is not a hole, else its size
public record Measure(Mark mark, Geometry geometry, long held) {

  /// What the system tells of a disk that may not be opened.
  static Measure told(Place place) {
    DeviceNumber number = place.number();
    long size = place.region().length();
    var identity =
        new Identity(
            FileKind.BLOCK_DEVICE, number.major(), number.minor(), 0, place.disk().diskseq(), size);
    var geometry = new Geometry(size, place.disk().sectors().logical(), true);
    return new Measure(new Mark.OfPath(identity), geometry, size);
  }

  /// Bytes.
  public long size() {
    return geometry.size();
  }

  /// Bytes of a sector.
  public int sectorSize() {
    return geometry.sectorSize();
  }
}
