package app.diptych.block.os;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Region;
import app.diptych.block.Transfer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whole transfers to and from an open file, made of the system's short ones.
final class Moving {
  // Bytes of zeros at once; enough to keep a disk busy and little enough to be had at any time.
  private static final long ZEROS = 1 << 18;
  private static final long PAGE = 4096;
  private static final Set<Errno> IN_ANOTHER_WAY =
      EnumSet.of(Errno.EINVAL, Errno.EAGAIN, Errno.EOPNOTSUPP, Errno.ENOSYS, Errno.EINTR);

  private final OpenFile file;

  /// The transfers of this file.
  Moving(OpenFile file) {
    this.file = file;
  }

  /// Fills the buffers from the region, whose failure this would be.
  void read(Failure failure, MemorySegment... buffers) throws DeviceException {
    if (buffers.length == 1) {
      move(failure, failure.region().offset(), buffers[0], file::read);
    } else {
      moveAll(failure, buffers, file::scatter, file::read);
    }
  }

  /// Writes the buffers to the region, whose failure this would be.
  void write(Failure failure, MemorySegment... buffers) throws DeviceException {
    if (buffers.length == 1) {
      move(failure, failure.region().offset(), buffers[0], file::write);
    } else {
      moveAll(failure, buffers, file::gather, file::write);
    }
  }

  /// Ends a transfer that was begun, of which the system moved so many bytes, or none with a
  /// negative errno.
  ///
  /// @return what it failed with; null if it was done in full
  @Nullable DeviceException rest(Transfer transfer, Failure failure, long result) {
    if (result == transfer.buffer().byteSize()) {
      return null;
    }
    try {
      SystemFailure refusal = SystemFailure.of((int) -Math.min(0, result));
      if (result < 0 && !IN_ANOTHER_WAY.contains(refusal.errno())) {
        throw told(failure, refusal, false);
      }
      // Short, or refused to those who don't wait: once more, waiting for it.
      if (transfer.isRead()) {
        read(failure, transfer.buffer());
      } else {
        write(failure, transfer.buffer());
      }
      return null;
    } catch (DeviceException e) {
      return e;
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
  private interface Once {
    long once(MemorySegment buffer, long offset) throws SystemFailure;
  }

  @FunctionalInterface
  private interface Vector {
    long once(MemorySegment[] buffers, long offset) throws SystemFailure;
  }

  // What a short transfer leaves of a buffer is moved by itself, and the next ones together again.
  private void moveAll(Failure failure, MemorySegment[] buffers, Vector together, Once alone)
      throws DeviceException {
    long at = failure.region().offset();
    int first = 0;
    while (first < buffers.length) {
      if (buffers[first].byteSize() == 0) {
        first++;
        continue;
      }
      MemorySegment[] rest =
          first == 0 ? buffers : Arrays.copyOfRange(buffers, first, buffers.length);
      long from = at;
      long moved = once(failure, from, () -> together.once(rest, from));
      while (first < buffers.length && moved >= buffers[first].byteSize()) {
        moved -= buffers[first].byteSize();
        at += buffers[first].byteSize();
        first++;
      }
      if (moved > 0) {
        move(failure, at + moved, buffers[first].asSlice(moved), alone);
        at += buffers[first].byteSize();
        first++;
      }
    }
  }

  private void move(Failure failure, long start, MemorySegment buffer, Once transfer)
      throws DeviceException {
    long moved = 0;
    while (moved < buffer.byteSize()) {
      long at = start + moved;
      MemorySegment rest = moved == 0 ? buffer : buffer.asSlice(moved);
      moved += once(failure, at, () -> transfer.once(rest, at));
    }
  }

  private long once(Failure failure, long at, Attempt<Long> transfer) throws DeviceException {
    try {
      long moved = Attempt.of(transfer);
      if (moved == 0) {
        // It may end long before what was asked for.
        throw new DeviceException.CutShort(failure, Math.min(at, file.size()));
      }
      return moved;
    } catch (SystemFailure e) {
      throw told(failure, e, at > failure.region().offset());
    }
  }

  // That there is no room is also what a disk says behind its end, where it was made smaller.
  private DeviceException told(Failure failure, SystemFailure e, boolean hasBegun) {
    try {
      long size = e.errno() == Errno.ENOSPC ? file.size() : failure.region().end();
      return size < failure.region().end()
          ? new DeviceException.CutShort(failure, size)
          : e.toDeviceException(failure, hasBegun);
    } catch (SystemFailure _) {
      return e.toDeviceException(failure, hasBegun);
    }
  }
}
