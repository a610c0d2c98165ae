package app.diptych.block.os;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Whole transfers to and from an open file, made of the system's short ones.
final class Moving {
  // Bytes of zeros at once; enough to keep a disk busy and little enough to be had at any time.
  private static final long ZEROS = 1 << 18;
  private static final long PAGE = 4096;

  private final OpenFile file;

  /// The transfers of this file.
  Moving(OpenFile file) {
    this.file = file;
  }

  /// Fills the buffers from the region, whose failure this would be.
  void read(Failure failure, MemorySegment... buffers) throws DeviceException {
    long at = failure.region().offset();
    for (MemorySegment buffer : buffers) {
      move(failure, at, buffer, file::read);
      at += buffer.byteSize();
    }
  }

  /// Writes the buffers to the region, whose failure this would be.
  void write(Failure failure, MemorySegment... buffers) throws DeviceException {
    long at = failure.region().offset();
    for (MemorySegment buffer : buffers) {
      move(failure, at, buffer, file::write);
      at += buffer.byteSize();
    }
  }

  /// Writes zeros to the region, whose failure this would be.
  void zeros(Failure failure) throws DeviceException {
    Region region = failure.region();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment zeros = arena.allocate(Math.min(ZEROS, region.length()), PAGE);
      for (long at = region.offset(); at < region.end(); at += zeros.byteSize()) {
        long length = Math.min(zeros.byteSize(), region.end() - at);
        move(failure, at, zeros.asSlice(0, length), file::write);
      }
    }
  }

  @FunctionalInterface
  private interface Transfer {
    long once(MemorySegment buffer, long offset) throws SystemFailure;
  }

  private static void move(Failure failure, long start, MemorySegment buffer, Transfer transfer)
      throws DeviceException {
    long moved = 0;
    while (moved < buffer.byteSize()) {
      long at = start + moved;
      MemorySegment rest = buffer.asSlice(moved);
      try {
        long more = Attempt.of(() -> transfer.once(rest, at));
        if (more == 0) {
          throw new DeviceException.Unknown(failure, "it ends at byte " + at);
        }
        moved += more;
      } catch (SystemFailure e) {
        throw e.toDeviceException(failure, at > failure.region().offset());
      }
    }
  }
}
