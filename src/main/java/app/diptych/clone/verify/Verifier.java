package app.diptych.clone.verify;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Differing;
import app.diptych.block.Region;
import app.diptych.clone.Refusal;
import app.diptych.clone.control.Control;
import app.diptych.digest.ContentHash;
import app.diptych.mirror.Progress;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/// Compares two devices of equal length, which nobody writes to, and finds every sector that
/// differs.
///
/// Some chunks of both sides are read ahead, at once, by threads of its own, which end with
/// [#compare]. What both devices know to be zeros is equal and not read. What the comparison is
/// worth depends on the devices: those opened for direct I/O read past the page cache.
final class Verifier implements Comparer {
  // Measured: larger ones gain nothing, and eight of them on two sides take 32 MiB. With four, a
  // server that has to fetch what it answers stood idle half of the time.
  private static final int CHUNK_SIZE = 2 << 20;
  private static final int AHEAD = 8;

  private final BlockDevice source;
  private final BlockDevice target;
  private final Control control;
  private final Counted counted;
  private Optional<ContentHash> hash = Optional.empty();

  /// Has the hash of the source taken along; before the comparison.
  void takeAlong(ContentHash ofSource) {
    hash = Optional.of(ofSource);
  }

  /// How a comparison ended.
  sealed interface Outcome {
    /// All was compared.
    record Compared(Differences differences) implements Outcome {}

    /// The rest was left out.
    record Skipped(Differences differences) implements Outcome {}

    /// A device could not be read.
    record Unreadable(Refusal.Role role, DeviceException cause) implements Outcome {}

    /// It was cancelled.
    record Cancelled() implements Outcome {}
  }

  /// Buffers for one chunk of both sides, and the reads that fill them.
  private record Slot(MemorySegment source, MemorySegment target) {}

  private record Pending(Region region, Slot slot, Future<?> source, Future<?> target) {}

  /// A comparison that tells each new whole percentage, on the thread that compares.
  Verifier(BlockDevice source, BlockDevice target, Control control, IntConsumer percent) {
    this.source = source;
    this.target = target;
    this.control = control;
    this.counted = new Counted(source.geometry().size(), percent);
  }

  @Override
  public Progress progress() {
    return counted.progress();
  }

  @Override
  public Outcome compare() {
    int chunkSize = chunkSize();
    try (Readers readers = new Readers(2 * AHEAD, chunkSize)) {
      var buffers = readers.buffers().iterator();
      var free = new ArrayDeque<Slot>();
      while (buffers.hasNext()) {
        free.add(new Slot(buffers.next(), buffers.next()));
      }
      return compare(new DataChunks(source, target, chunkSize), free, readers.threads());
    } catch (SideFailure e) {
      return new Outcome.Unreadable(e.role(), e.failure());
    }
  }

  private Outcome compare(DataChunks chunks, ArrayDeque<Slot> free, ExecutorService readers)
      throws SideFailure {
    var differences = new Differences();
    var ahead = new ArrayDeque<Pending>();
    control.pausing().lead(() -> {}, () -> {});
    while (!control.cancellation().isWished()) {
      control.pausing().await();
      if (control.omission().isWished()) {
        return new Outcome.Skipped(differences);
      }
      while (!free.isEmpty() && chunks.hasNext()) {
        ahead.add(start(readers, chunks.next(), free.remove()));
      }
      if (ahead.isEmpty()) {
        counted.reach(source.geometry().size());
        return new Outcome.Compared(differences);
      }
      Pending next = ahead.remove();
      compare(next, differences);
      free.add(next.slot());
    }
    return new Outcome.Cancelled();
  }

  private int chunkSize() {
    int sector = Math.max(source.geometry().sectorSize(), target.geometry().sectorSize());
    return Math.ceilDiv(CHUNK_SIZE, sector) * sector;
  }

  private Pending start(ExecutorService readers, Region region, Slot slot) {
    return new Pending(
        region,
        slot,
        readers.submit(() -> read(source, region, slot.source())),
        readers.submit(() -> read(target, region, slot.target())));
  }

  private static Void read(BlockDevice device, Region region, MemorySegment buffer)
      throws DeviceException {
    device.read(region.offset(), buffer.asSlice(0, region.length()));
    return null;
  }

  private void compare(Pending chunk, Differences differences) throws SideFailure {
    SideFailure.await(chunk.source(), Refusal.Role.SOURCE, control.cancellation());
    SideFailure.await(chunk.target(), Refusal.Role.TARGET, control.cancellation());
    if (control.cancellation().isWished()) {
      return;
    }
    int grain = Math.min(source.geometry().sectorSize(), target.geometry().sectorSize());
    long length = chunk.region().length();
    MemorySegment left = chunk.slot().source().asSlice(0, length);
    MemorySegment right = chunk.slot().target().asSlice(0, length);
    hash.ifPresent(taken -> taken.add(chunk.region().offset(), left));
    Differing.sectors(chunk.region().offset(), left, right, grain).forEach(differences::add);
    counted.reach(chunk.region().end());
  }
}
