package app.diptych.clone.verify;

import app.diptych.block.BlockDevice;
import app.diptych.block.Region;
import app.diptych.block.SliceDevice;
import app.diptych.clone.Refusal;
import app.diptych.clone.control.Control;
import app.diptych.digest.Fingerprints;
import app.diptych.mirror.Progress;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Compares a target with what its source was read as, and reads the source again only where that
/// is not known, or is not what the target holds: there both are compared.
///
/// A part of which the hashes differ is told as different even where both sides compare as equal
/// after that: then one of them does not always read the same.
final class TargetVerifier implements Comparer {
  private static final int AHEAD = 4;

  private final BlockDevice source;
  private final BlockDevice target;
  private final Fingerprints copied;
  private final Control control;
  private final Differences differences = new Differences();
  private final Counted counted;

  private record Pending(Region piece, MemorySegment buffer, Future<?> read) {}

  /// A comparison that tells each new whole percentage, on the thread that compares.
  ///
  /// @param copied what the source was read as
  TargetVerifier(
      BlockDevice source,
      BlockDevice target,
      Fingerprints copied,
      Control control,
      IntConsumer percent) {
    this.source = source;
    this.target = target;
    this.copied = copied;
    this.control = control;
    this.counted = new Counted(source.geometry().size(), percent);
  }

  @Override
  public Progress progress() {
    return counted.progress();
  }

  @Override
  public Verifier.Outcome compare() {
    Fingerprints found = copied.blank();
    BitSet known = copied.known();
    try {
      control.pausing().lead(() -> {}, () -> {});
      if (!readBack(known, found)) {
        return ended();
      }
    } catch (SideFailure e) {
      return new Verifier.Outcome.Unreadable(e.role(), e.failure());
    }
    BitSet doubtful = new BitSet();
    doubtful.set(0, copied.count());
    doubtful.andNot(copied.same(found));
    for (int first = doubtful.nextSetBit(0); first >= 0; ) {
      int end = doubtful.nextClearBit(first);
      Verifier.Outcome outcome = compareBoth(first, end, known);
      if (!(outcome instanceof Verifier.Outcome.Compared)) {
        return outcome;
      }
      first = doubtful.nextSetBit(end);
    }
    counted.reach(source.geometry().size());
    return new Verifier.Outcome.Compared(differences);
  }

  private Verifier.Outcome ended() {
    return control.cancellation().isWished()
        ? new Verifier.Outcome.Cancelled()
        : new Verifier.Outcome.Skipped(differences);
  }

  /// Reads from the target what is known of the source.
  ///
  /// @return whether all of it
  private boolean readBack(BitSet known, Fingerprints found) throws SideFailure {
    try (Readers readers = new Readers(AHEAD, copied.pieceSize())) {
      var free = readers.buffers().iterator();
      var ahead = new ArrayDeque<Pending>();
      for (int part = known.nextSetBit(0); part >= 0; part = known.nextSetBit(part + 1)) {
        Region region = copied.part(part);
        for (long at = region.offset(); at < region.end(); at += copied.pieceSize()) {
          control.pausing().await();
          if (control.cancellation().isWished() || control.omission().isWished()) {
            return false;
          }
          MemorySegment buffer = free.hasNext() ? free.next() : finished(ahead.remove());
          Region piece = Region.between(at, Math.min(region.end(), at + copied.pieceSize()));
          ahead.add(begun(readers.threads(), piece, buffer, found));
        }
      }
      while (!ahead.isEmpty()) {
        finished(ahead.remove());
      }
      return !control.cancellation().isWished();
    }
  }

  private Pending begun(
      ExecutorService readers, Region piece, MemorySegment buffer, Fingerprints found) {
    MemorySegment bytes = buffer.asSlice(0, piece.length());
    Callable<@Nullable Void> read =
        () -> {
          target.read(piece.offset(), bytes);
          found.read(piece.offset(), bytes);
          return null;
        };
    return new Pending(piece, buffer, readers.submit(read));
  }

  /// Waits for a read; its buffer is free then.
  private MemorySegment finished(Pending pending) throws SideFailure {
    SideFailure.await(pending.read(), Refusal.Role.TARGET, control.cancellation());
    counted.reach(counted.progress().bytesDone() + pending.piece().length());
    return pending.buffer();
  }

  private Verifier.Outcome compareBoth(int first, int end, BitSet known) {
    Region stretch = Region.between(copied.part(first).offset(), copied.part(end - 1).end());
    List<Region> readBefore =
        IntStream.range(first, end).filter(known::get).mapToObj(copied::part).toList();
    long before = counted.progress().bytesDone();
    long unread = stretch.length() - readBefore.stream().mapToLong(Region::length).sum();
    var verifier =
        new Verifier(
            new SliceDevice(source, stretch),
            new SliceDevice(target, stretch),
            control,
            percent -> counted.reach(before + unread / 100 * percent));
    Verifier.Outcome outcome = verifier.compare();
    switch (outcome) {
      case Verifier.Outcome.Compared(var found) -> {
        add(stretch, found, readBefore);
        counted.reach(before + unread);
      }
      // What differs is told, though it may not be all.
      case Verifier.Outcome.Skipped(var found) -> {
        add(stretch, found, List.of());
        return new Verifier.Outcome.Skipped(differences);
      }
      case Verifier.Outcome.Unreadable _, Verifier.Outcome.Cancelled _ -> {}
    }
    return outcome;
  }

  /// Adds what was found in a stretch, and the parts whose hashes differ though nothing was found
  /// in them.
  private void add(Region stretch, Differences found, List<Region> parts) {
    var regions = new TreeMap<Long, Region>();
    for (Region region : found.regions()) {
      long offset = stretch.offset() + region.offset();
      regions.put(offset, new Region(offset, region.length()));
    }
    for (Region part : parts) {
      var before = regions.lowerEntry(part.end());
      if (before == null || !before.getValue().overlaps(part)) {
        regions.put(part.offset(), part);
      }
    }
    regions.values().forEach(differences::add);
  }
}
