package app.diptych.clone.check;

import app.diptych.block.os.FileStatus;
import java.nio.file.Path;
import java.util.Optional;

/// Something that holds the bytes of a disk or image: the thing itself, or what it is made of.
///
/// @param path its path
/// @param status what stands there
/// @param place where among the disks it lies; empty for a file and a device that is not listed
record Layer(Path path, FileStatus status, Optional<Place> place) {

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
    return isSame(other)
        || (place.isPresent()
            && other.place.isPresent()
            && place.get().overlaps(other.place.get()));
  }
}
