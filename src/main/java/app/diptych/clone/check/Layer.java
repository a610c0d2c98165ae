package app.diptych.clone.check;

import app.diptych.block.Region;
import app.diptych.block.os.FileStatus;
import app.diptych.disks.DeviceNumber;
import java.nio.file.Path;
import java.util.Optional;

/// Something that holds the bytes of a disk or image: the thing itself, or what it is made of.
///
/// @param path its path
/// @param status what stands there
/// @param place where among the disks it lies; empty for a file and a device that is not listed
/// @param bytes which of them: of the whole disk, where it has a place, else of it
record Layer(Path path, FileStatus status, Optional<Place> place, Region bytes) {

  /// All bytes, however many there are.
  static final Region ALL = new Region(0, Long.MAX_VALUE);

  /// Only these of the bytes.
  Layer of(Region part) {
    return new Layer(path, status, place, part);
  }

  /// Whether both are the same thing, by number.
  boolean isSame(Layer other) {
    return status.kind() == other.status.kind()
        && isSameDevice(other)
        && status.inode() == other.status.inode();
  }

  /// Whether both are the same block device, or files on the same one.
  boolean isSameDevice(Layer other) {
    return status.major() == other.status.major() && status.minor() == other.status.minor();
  }

  /// Whether a byte belongs to both.
  boolean overlaps(Layer other) {
    return isPartOfSame(other) && bytes.overlaps(other.bytes);
  }

  private boolean isPartOfSame(Layer other) {
    if (place.isEmpty() || other.place.isEmpty()) {
      return isSame(other);
    }
    DeviceNumber ours = place.get().disk().deviceNumber();
    return ours.equals(other.place.get().disk().deviceNumber());
  }
}
