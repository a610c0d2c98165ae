package app.diptych.mirror;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.block.Uninterrupted;
import app.diptych.block.ZeroFill;
import app.diptych.memory.TransferMemory;
import app.diptych.memory.Zeros;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/// Copies dirty chunks from the primary to the secondary, several at a time, on threads of its own,
/// until the mirror ends. What the primary knows to be zero is not read but zeroed.
final class Copier implements AutoCloseable {
  // So much is asked of the primary's extents, and zeroed, at once: enough to pass 8 TiB of nothing
  // in seconds, and not so much that a target which zeroes slowly keeps anybody waiting.
  private static final long LONGEST_RUN = 64L << 20;
  // Fewer zeros are written like data: to zero them takes a request as well, and leaves a disk or
  // file in little pieces.
  private static final long LEAST_ZEROS = 1 << 20;

  /// A read or a write.
  @FunctionalInterface
  private interface Request {
    void on(BlockDevice device, long offset, MemorySegment buffer) throws DeviceException;
  }

  private final Pair pair;
  private final Ledger ledger;
  private final Teller teller;
  private final Intents intents;
  private final KnownData data;
  private final int sector;
  private final long grain;
  private final long transfer;
  private final Arena arena = Arena.ofShared();
  private final List<Thread> threads;

  /// A copier that is not started.
  ///
  /// @param options how many threads, and what their transfers are a multiple of at least
  Copier(
      Pair pair,
      Ledger ledger,
      Teller teller,
      Intents intents,
      MirrorOptions options,
      ThreadFactory factory) {
    this.pair = pair;
    this.ledger = ledger;
    this.teller = teller;
    this.intents = intents;
    this.data = new KnownData(pair.primary(), ledger.chunkSize());
    this.sector =
        Math.max(pair.primary().geometry().sectorSize(), pair.secondary().geometry().sectorSize());
    this.grain = Math.max(sector, MirrorOptions.HOLE_SIZE);
    this.transfer = Math.ceilDiv(options.transferSize(), sector) * (long) sector;
    this.threads =
        TransferMemory.allocate(arena, options.depth(), transfer).stream()
            .map(buffer -> factory.newThread(() -> work(buffer)))
            .toList();
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /// Whether threads other than the caller's can access the buffer.
  boolean canAccess(MemorySegment buffer) {
    return buffer.isAccessibleBy(threads.getFirst());
  }

  private void work(MemorySegment buffer) {
    try {
      while (step(buffer)) {
        teller.tell();
      }
    } catch (Throwable e) {
      // The top of a thread: without it nobody would ever hear of a failure that is not a device's
      // own.
      ledger.fail(new MirrorState.Failed(Side.PRIMARY, Pair.failure(pair.primary(), e)));
      teller.tell();
    }
  }

  private boolean step(MemorySegment buffer) {
    switch (ledger.next(offset -> data.covers(offset) ? transfer : LONGEST_RUN)) {
      case Task.Copy(Taken taken) -> copy(taken, buffer);
      case Task.Wipe(var ends) -> wipe(ends);
      case Task.Flush() -> flush();
      case Task.Stop() -> {
        return false;
      }
    }
    return true;
  }

  private void wipe(List<Region> ends) {
    try {
      boolean _ =
          on(
              Side.SECONDARY,
              device -> {
                for (Region end : ends) {
                  ZeroFill.on(device, end);
                }
                device.flush();
              });
    } finally {
      ledger.wiped();
    }
  }

  private void flush() {
    teller.tell();
    Intents.Flush flush = intents.beginFlush();
    BitSet durable = new BitSet();
    boolean isFlushed = false;
    try {
      BitSet parts = ledger.settled(flush.candidates(), intents::region);
      isFlushed = on(Side.SECONDARY, BlockDevice::flush);
      if (isFlushed && intents.mayKeep(pair.primary())) {
        durable = parts;
      }
    } finally {
      intents.endFlush(flush, durable);
      ledger.flushed(isFlushed);
    }
  }

  private void copy(Taken taken, MemorySegment buffer) {
    boolean isDone = false;
    try {
      isDone = taken.isPatch() ? patch(taken, buffer) : whole(taken, buffer);
    } finally {
      if (isDone) {
        ledger.copied(taken);
      } else {
        ledger.putBack(taken);
      }
    }
  }

  private boolean whole(Taken taken, MemorySegment buffer) {
    long zeros = data.leadingZeros(ledger.region(taken));
    Region region = ledger.shorten(taken, zeros > 0 ? zeros : taken.transfer());
    return zeros > 0 ? zero(taken, region) : move(region, buffer);
  }

  private boolean patch(Taken taken, MemorySegment buffer) {
    for (Region piece : ledger.pieces(taken, transfer)) {
      if (!move(piece, buffer)) {
        return false;
      }
    }
    return true;
  }

  private boolean zero(Taken taken, Region region) {
    boolean isDone =
        ledger.awaitWiped() && on(Side.SECONDARY, device -> ZeroFill.on(device, region));
    if (isDone) {
      ledger.zeroed(taken);
    }
    return isDone;
  }

  private boolean move(Region region, MemorySegment buffer) {
    for (long at = region.offset(); at < region.end(); at += transfer) {
      long offset = at;
      MemorySegment piece = buffer.asSlice(0, Math.min(transfer, region.end() - at));
      if (!inRequests(Side.PRIMARY, BlockDevice::read, offset, piece)
          || !ledger.awaitWiped()
          || !put(offset, piece)) {
        return false;
      }
      ledger.moved(piece.byteSize());
    }
    return true;
  }

  /// Writes what was read, but for longer stretches of zeros, which are zeroed as nothing is known
  /// of what was there, and for shorter ones where it is known.
  private boolean put(long offset, MemorySegment piece) {
    long size = piece.byteSize();
    long written = 0;
    for (long from = 0; from < size; ) {
      long first = Math.min(from + grain, size);
      boolean areZeros = Zeros.are(piece, from, first);
      long end = Zeros.endOfRun(piece, first, grain, areZeros);
      Region run = new Region(offset + from, end - from);
      if (areZeros && isZeroed(run)) {
        if (!write(offset, piece, written, from)
            || !on(Side.SECONDARY, device -> ZeroFill.on(device, run))) {
          return false;
        }
        written = end;
      }
      from = end;
    }
    return write(offset, piece, written, size);
  }

  private boolean write(long offset, MemorySegment piece, long from, long to) {
    MemorySegment data = piece.asSlice(from, to - from);
    return inRequests(Side.SECONDARY, BlockDevice::write, offset + from, data);
  }

  private boolean isZeroed(Region zeros) {
    try {
      return zeros.length() >= LEAST_ZEROS || pair.secondary().zeroesCheaply(zeros);
    } catch (DeviceException _) {
      // Writing tells, or fails for good.
      return false;
    }
  }

  /// Reads or writes on one side, in requests of a size that callers can bear.
  private boolean inRequests(Side side, Request request, long offset, MemorySegment buffer) {
    long at = 0;
    while (at < buffer.byteSize()) {
      MemorySegment part = buffer.asSlice(at, Math.min(requestSize(side), buffer.byteSize() - at));
      long partOffset = offset + at;
      long start = pair.timing().nanos();
      if (!on(side, device -> request.on(device, partOffset, part))) {
        return false;
      }
      ledger.took(side, part.byteSize(), pair.timing().nanos() - start);
      at += part.byteSize();
    }
    return true;
  }

  private long requestSize(Side side) {
    long size = Math.min(ledger.requestSize(side), transfer);
    return Math.max(sector, size - size % sector);
  }

  /// Does something on one side; the mirror fails if that does.
  private boolean on(Side side, Pair.Action action) {
    try {
      action.on(pair.device(side));
      return true;
    } catch (DeviceException e) {
      ledger.fail(new MirrorState.Failed(side, e));
    } catch (RuntimeException e) {
      ledger.fail(new MirrorState.Failed(side, Pair.failure(pair.device(side), e)));
    }
    return false;
  }

  /// Waits for the threads; the ledger must have ended before.
  @Override
  public void close() {
    threads.forEach(Uninterrupted::join);
    arena.close();
  }
}
