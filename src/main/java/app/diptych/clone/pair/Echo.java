package app.diptych.clone.pair;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether what is written to the target shows on the source: then both are the same bytes, which
/// names and numbers do not tell through an overlay, a server, or two ways to one disk.
///
/// Only where both hold the same at one place is it tried at all, with bytes that are put back, and
/// at another place: a server may have kept in its memory what it has read before.
final class Echo {
  private static final Logger LOG = LoggerFactory.getLogger(Echo.class);

  // What most sectors, and the pages of most caches, are no larger than.
  private static final int PAGE = 4096;

  // Bytes between the two places: more than is read along with what is asked for.
  private static final long FAR = 64L << 20;

  private final BlockDevice source;
  private final BlockDevice target;
  private final Step forgetting;
  // Of a place, in bytes, and how many there are on both.
  private final int length;
  private final long places;

  /// Something without which it is not certain what is heard.
  @FunctionalInterface
  interface Step {
    /// Does it.
    void run() throws DeviceException;
  }

  private Echo(BlockDevice source, BlockDevice target, Step forgetting) {
    int sector = Math.max(source.geometry().sectorSize(), target.geometry().sectorSize());
    long size = Math.min(source.geometry().size(), target.geometry().size());
    this.source = source;
    this.target = target;
    this.forgetting = forgetting;
    this.length = size < PAGE ? sector : Math.max(sector, PAGE);
    this.places = size / length;
  }

  /// Whether it shows. What cannot be read or written there does not tell.
  ///
  /// @param forgetting how this machine is made to forget what it holds of the source in memory
  static boolean isHeard(BlockDevice source, BlockDevice target, Step forgetting) {
    var echo = new Echo(source, target, forgetting);
    try (Arena arena = Arena.ofConfined()) {
      return echo.places > 0 && echo.isHeard(arena);
    } catch (DeviceException e) {
      LOG.info("whether both are the same bytes was not found out", e);
      return false;
    }
  }

  private boolean isHeard(Arena arena) throws DeviceException {
    // Not the first: the end of a disk means least to those who read it.
    long last = (places - 1) * length;
    long apart = Math.max(places / 2, places - 1 - FAR / length) * length;
    MemorySegment present = arena.allocate(length, PAGE);
    MemorySegment other = arena.allocate(length, PAGE);
    target.read(last, present);
    source.read(last, other);
    if (present.mismatch(other) >= 0) {
      return false;
    }
    target.read(apart, present);
    MemorySegment call = arena.allocate(length, PAGE);
    call.copyFrom(MemorySegment.ofArray(noise()));
    try {
      target.write(apart, call);
      // Where a cache cannot be passed by, as where a server offers flushing and refuses it, the
      // source is to tell all the same: a clone would wipe its target's ends before it flushes.
      attempt("what was written may be in a cache", target::flush);
      attempt("what shows on the source may come from memory", forgetting);
      source.read(apart, other);
      return call.mismatch(other) < 0;
    } finally {
      putBack(apart, present);
    }
  }

  // Of which nobody has the same by chance.
  private byte[] noise() {
    byte[] noise = new byte[length];
    new SplittableRandom().nextBytes(noise);
    return noise;
  }

  // What was heard counts, whatever becomes of this.
  private void putBack(long offset, MemorySegment bytes) {
    attempt(
        "what was written to hear it could not be put back durably",
        () -> {
          target.write(offset, bytes);
          target.flush();
        });
  }

  private static void attempt(String otherwise, Step step) {
    try {
      step.run();
    } catch (DeviceException e) {
      LOG.warn(otherwise, e);
    }
  }
}
