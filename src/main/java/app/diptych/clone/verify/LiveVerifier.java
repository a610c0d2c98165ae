package app.diptych.clone.verify;

import app.diptych.block.Region;
import app.diptych.clone.Phase;
import app.diptych.clone.control.Control;
import app.diptych.clone.pair.OpenPair;
import app.diptych.mirror.Compared;
import app.diptych.mirror.Mirror;
import app.diptych.mirror.MirrorState;
import app.diptych.mirror.Progress;
import app.diptych.report.JobReport.Places;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/// Compares the sides of a mirror in sync while clients use the source, a small piece at a time, in
/// which nobody writes meanwhile. What differs the mirror copies again, and it is compared once
/// more: what differs then as well is left, since one of the two does not keep what is written.
///
/// Reads on threads of its own, which end with [#compare].
final class LiveVerifier {
  // What a client waits for at most who writes just there: a few milliseconds on a slow disk.
  private static final int PIECE = 512 << 10;
  private static final int AHEAD = 4;

  private final Mirror mirror;
  private final OpenPair pair;
  private final Control control;
  private final int pieceSize;
  private final long size;
  private final Counted counted;
  // All of these belong to the thread that compares.
  private final ArrayDeque<Pending> ahead = new ArrayDeque<>();
  private final BitSet again = new BitSet();
  private final BitSet differed = new BitSet();
  // What was found until now, and in this round.
  private Differences found = new Differences();
  private Differences foundNow = new Differences();
  private Differences remaining = new Differences();
  private Differences remainingNow = new Differences();
  private boolean isFirstRound = true;
  private Optional<Outcome> ended = Optional.empty();

  /// How comparing ended.
  sealed interface Outcome {
    /// All was compared, if need be twice.
    ///
    /// @param found what differed, and was copied again
    /// @param remaining what differed once more after that
    record Compared(Differences found, Differences remaining) implements Outcome {}

    /// It was left out, was to end, or the mirror has ended.
    record Abandoned() implements Outcome {}

    /// A side could not be read.
    record Unreadable(MirrorState.Failed failure) implements Outcome {}
  }

  private record Pending(Region piece, MemorySegment buffers, CompletableFuture<Compared> answer) {}

  /// A comparison that has not begun.
  LiveVerifier(Mirror mirror, OpenPair pair, Control control) {
    this.mirror = mirror;
    this.pair = pair;
    this.control = control;
    int sector = mirror.geometry().sectorSize();
    this.pieceSize = Math.ceilDiv(PIECE, sector) * sector;
    this.size = mirror.geometry().size();
    this.counted = new Counted(size, percent -> control.board().percent(Phase.VERIFYING, percent));
  }

  /// How far it is.
  Progress progress() {
    return counted.progress();
  }

  /// Compares all; done once. Ends soon after the job is to end, and the mirror does not rest.
  ///
  /// @throws InterruptedException if the thread is to end
  Outcome compare() throws InterruptedException {
    pair.dropCaches();
    try (Readers readers = new Readers(AHEAD, 2L * pieceSize)) {
      var free = new ArrayDeque<>(readers.buffers());
      var source = pair.isServed() ? new Doubted(pair.source()) : pair.source();
      var chunks = new DataChunks(source, pair.target(), pieceSize);
      while (goesOn() && chunks.hasNext()) {
        begin(chunks.next(), free, readers.threads());
      }
      endRound(free);
      while (goesOn() && !again.isEmpty() && isInSync()) {
        BitSet pieces = (BitSet) again.clone();
        again.clear();
        for (int p = pieces.nextSetBit(0); goesOn() && p >= 0; p = pieces.nextSetBit(p + 1)) {
          begin(piece(p), free, readers.threads());
        }
        endRound(free);
      }
      return outcome();
    }
  }

  private void endRound(ArrayDeque<MemorySegment> free) {
    while (!ahead.isEmpty()) {
      finish(free);
    }
    if (!foundNow.regions().isEmpty()) {
      control.board().differing(Places.of(foundNow.regions(), foundNow.bytes()));
    }
    found = found.and(foundNow);
    foundNow = new Differences();
    remaining = remaining.and(remainingNow);
    remainingNow = new Differences();
    isFirstRound = false;
  }

  private Outcome outcome() {
    if (ended.isPresent()) {
      return ended.get();
    }
    if (!goesOn() || !again.isEmpty()) {
      return new Outcome.Abandoned();
    }
    counted.reach(size);
    return new Outcome.Compared(found, remaining);
  }

  private boolean goesOn() {
    return ended.isEmpty() && !control.cancellation().isWished() && !control.omission().isWished();
  }

  private boolean isInSync() throws InterruptedException {
    return mirror.awaitEndOfCopying() instanceof MirrorState.InSync;
  }

  private Region piece(int index) {
    return Region.between((long) index * pieceSize, Math.min((index + 1L) * pieceSize, size));
  }

  private void begin(Region piece, ArrayDeque<MemorySegment> free, ExecutorService readers) {
    if (free.isEmpty()) {
      finish(free);
    }
    MemorySegment buffers = free.remove();
    ahead.add(
        new Pending(
            piece,
            buffers,
            CompletableFuture.supplyAsync(() -> mirror.compare(piece, buffers), readers)));
  }

  private void finish(ArrayDeque<MemorySegment> free) {
    Pending first = ahead.remove();
    int index = Math.toIntExact(first.piece().offset() / pieceSize);
    switch (first.answer().join()) {
      case Compared.Done(var differing) -> compared(index, differing);
      case Compared.Unsettled() -> again.set(index);
      case Compared.Ended() -> end(new Outcome.Abandoned());
      case Compared.Unreadable(var side, var cause) ->
          end(new Outcome.Unreadable(new MirrorState.Failed(side, cause)));
    }
    free.add(first.buffers());
    if (isFirstRound) {
      counted.reach(first.piece().end() - (long) again.cardinality() * pieceSize);
    }
  }

  private void end(Outcome how) {
    ended = ended.or(() -> Optional.of(how));
  }

  private void compared(int index, List<Region> differing) {
    if (differing.isEmpty()) {
      return;
    }
    if (differed.get(index)) {
      differing.forEach(remainingNow::add);
      return;
    }
    differed.set(index);
    again.set(index);
    differing.forEach(foundNow::add);
  }
}
