package app.diptych.block;

import java.lang.foreign.MemorySegment;

/// The shape of a device, and the checks of every transfer against it.
///
/// @param size the device's length in bytes, a multiple of `sectorSize`, zero for an empty device
/// @param sectorSize bytes of the smallest addressable unit, 512 and 4096 being the usual ones
/// @param isReadOnly whether writes are refused
public record Geometry(long size, int sectorSize, boolean isReadOnly) {

  /// Checks the values named above.
  public Geometry {
    if (sectorSize <= 0 || size < 0 || size % sectorSize != 0) {
      throw new IllegalArgumentException(
          "no geometry: " + size + " bytes in sectors of " + sectorSize);
    }
  }

  /// How many sectors the device has.
  public long sectorCount() {
    return size / sectorSize;
  }

  /// The whole device.
  public Region region() {
    return new Region(0, size);
  }

  /// Checks a transfer: each buffer native memory of whole sectors, all of them inside the device
  /// from `offset` on.
  ///
  /// @return the region that the transfer covers
  /// @throws IllegalArgumentException if a buffer is on the heap, or something is no multiple of
  ///   the sector size
  /// @throws IndexOutOfBoundsException if the transfer reaches beyond the device
  public Region check(long offset, MemorySegment... buffers) {
    long length = 0;
    for (MemorySegment buffer : buffers) {
      if (!buffer.isNative() || buffer.byteSize() % sectorSize != 0) {
        throw new IllegalArgumentException(
            "a buffer must be native and of whole sectors of " + sectorSize + " bytes: " + buffer);
      }
      length = Math.addExact(length, buffer.byteSize());
    }
    return check(offset, length);
  }

  /// Checks a region: whole sectors inside the device.
  ///
  /// @return the region
  /// @throws IllegalArgumentException if an end is no multiple of the sector size
  /// @throws IndexOutOfBoundsException if it reaches beyond the device
  public Region check(Region region) {
    return check(region.offset(), region.length());
  }

  private Region check(long offset, long length) {
    if (offset % sectorSize != 0 || length % sectorSize != 0) {
      throw new IllegalArgumentException(
          "offset "
              + offset
              + " and length "
              + length
              + " must be multiples of the sector size "
              + sectorSize);
    }
    if (offset < 0 || length < 0 || offset > size - length) {
      throw new IndexOutOfBoundsException(
          "offset " + offset + ", length " + length + " in a device of " + size);
    }
    return new Region(offset, length);
  }
}
