package app.diptych.mirror;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.block.RegionLock;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What callers ask for, done on the sides it goes to, while they wait: each write is known to the
/// ledger and to the log before it begins, and to the ledger when it has ended.
///
/// @param pair the two sides
/// @param ledger who may touch what
/// @param intents what the log must know before a write
/// @param teller is told what comes of it
/// @param foreground counts what is asked of the primary
/// @param isCrowded whether more callers are at work than there are processors
record Callers(
    Pair pair,
    Ledger ledger,
    Intents intents,
    Teller teller,
    Foreground foreground,
    BooleanSupplier isCrowded) {
  // Above this a second half is better done at the same time, whatever the hand-over costs.
  private static final long WORTH_A_THREAD = 2_000_000;

  /// Reads from the primary.
  void read(long offset, MemorySegment... buffers) throws DeviceException {
    long start = pair.timing().nanos();
    pair.primary().read(offset, buffers);
    answered(pair.timing().nanos() - start);
  }

  /// Changes a region of at least one byte; waits for others who change some of it.
  void change(Region region, Pair.Action action) throws DeviceException {
    Writes.Write write = ledger.begin(region);
    Pair.Outcome outcome = Pair.Outcome.FAILED;
    try {
      note(region);
      outcome = write.goesToBoth() ? onBoth(action) : pair.primaryOnly(action);
      answered(outcome.primaryNanos());
    } finally {
      finish(write, outcome);
    }
  }

  /// Both at once, unless other callers wait for the processors that a second thread would take
  /// from them.
  private Pair.Outcome onBoth(Pair.Action action) throws DeviceException {
    return isCrowded.getAsBoolean() && ledger.secondaryNanos() < WORTH_A_THREAD
        ? pair.bothInTurn(action, this::secondaryFailed)
        : pair.bothAtOnce(action, this::secondaryFailed);
  }

  /// Lets the log know of a write. Without its log the copy could be taken for what it is not, so
  /// there is none any more: nobody shall find a beginning of it.
  void note(Region region) {
    try {
      intents.beforeWrite(region);
    } catch (IOException e) {
      secondaryFailed(Pair.failure(pair.secondary(), e));
      teller.tell();
    }
  }

  /// A request was answered by the primary within this time.
  void answered(long nanos) {
    foreground.count(nanos);
  }

  /// The secondary failed, and with it the mirror.
  void secondaryFailed(DeviceException cause) {
    ledger.fail(new MirrorState.Failed(Side.SECONDARY, cause));
  }

  /// A write has ended.
  void finish(Writes.Write write, Pair.Outcome outcome) {
    intents.afterWrite();
    ledger.finish(write, outcome);
    teller.tell();
  }

  /// As [Mirror#flush] says.
  void flush() throws DeviceException {
    Optional<RegionLock.Hold> hold = ledger.beginFlush();
    if (hold.isEmpty()) {
      pair.primary().flush();
      return;
    }
    Intents.Flush flush = intents.beginFlush();
    BitSet durable = new BitSet();
    try {
      BitSet parts = ledger.settled(flush.candidates(), intents::region);
      if (flushBoth()) {
        durable = parts;
      }
    } finally {
      intents.endFlush(flush, durable);
      ledger.endFlush(hold.get());
      teller.tell();
    }
  }

  /// As [Mirror#detach] says.
  boolean detach() throws DeviceException {
    Optional<RegionLock.Hold> hold = ledger.beginDetaching();
    if (hold.isEmpty()) {
      return false;
    }
    boolean isDetached = false;
    boolean isDurable = false;
    try {
      isDurable = flushBoth();
    } finally {
      isDetached = ledger.endDetaching(hold.get(), isDurable);
      teller.tell();
    }
    return isDetached;
  }

  private boolean flushBoth() throws DeviceException {
    return pair.bothAtOnce(BlockDevice::flush, this::secondaryFailed).isEqual();
  }
}
