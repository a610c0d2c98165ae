package app.diptych.clone.verify;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Region;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;

/// The chunks of two devices of equal length that must be read to compare them: all but those that
/// are known to be zeros on both sides. Rising; for one thread.
final class DataChunks {
  // One question to the devices for so many chunks: of a sparse disk of many terabytes few are
  // asked, of a fragmented one the answer stays short.
  private static final int WINDOW_CHUNKS = 512;

  private final BlockDevice source;
  private final BlockDevice target;
  private final long chunkSize;
  private final long end;
  private final ArrayDeque<Region> chunks = new ArrayDeque<>();
  private long asked;

  /// The chunks, of `chunkSize` bytes, the last one may be shorter.
  ///
  /// @param chunkSize a multiple of both sector sizes
  DataChunks(BlockDevice source, BlockDevice target, long chunkSize) {
    this.source = source;
    this.target = target;
    this.chunkSize = chunkSize;
    this.end = source.geometry().size();
  }

  /// Whether there is another.
  boolean hasNext() {
    while (chunks.isEmpty() && asked < end) {
      Region window = upTo(end, asked, WINDOW_CHUNKS * chunkSize);
      ask(window);
      asked = window.end();
    }
    return !chunks.isEmpty();
  }

  /// The next one.
  Region next() {
    return chunks.remove();
  }

  private void ask(Region window) {
    var wanted = new BitSet(WINDOW_CHUNKS);
    mark(wanted, source, window);
    mark(wanted, target, window);
    wanted.stream()
        .mapToLong(i -> window.offset() + i * chunkSize)
        .mapToObj(at -> upTo(window.end(), at, chunkSize))
        .forEach(chunks::add);
  }

  // Of a device of nearly 2^63 bytes the end of what would be whole is no number any more.
  private static Region upTo(long end, long offset, long length) {
    return new Region(offset, Math.min(end - offset, length));
  }

  private void mark(BitSet wanted, BlockDevice device, Region window) {
    for (Extent extent : extents(device, window)) {
      if (!extent.readsAsZeros()) {
        long first = (extent.region().offset() - window.offset()) / chunkSize;
        long last = (extent.region().end() - 1 - window.offset()) / chunkSize;
        wanted.set(Math.toIntExact(first), Math.toIntExact(last + 1));
      }
    }
  }

  private static List<Extent> extents(BlockDevice device, Region window) {
    try {
      return device.extents(window);
    } catch (DeviceException _) {
      // Where extents cannot be had, reading tells, or fails for good.
      return List.of(new Extent(window, Extent.Kind.DATA));
    }
  }
}
