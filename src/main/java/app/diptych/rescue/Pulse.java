package app.diptych.rescue;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Tells a source with many bad sectors from one that has gone: where nothing could be read for a
/// while, something is read again that could be read before. Safe for use by many threads.
///
/// A disk that is unplugged, or whose electronics have hung, often fails every read like a bad
/// sector. Its map must not say of good sectors that they are bad.
final class Pulse {
  /// Failures in a row before it is felt: one good read for so many bad ones costs nothing.
  static final int FAILURES = 16;

  private final BlockDevice source;
  private final RescueMap map;
  private final ReentrantLock lock = new ReentrantLock();
  // All guarded by lock. What failed since the last success, and what it was before.
  private final ArrayDeque<Block> failures = new ArrayDeque<>();
  private Region first = Region.NOWHERE;
  private Region last = Region.NOWHERE;

  Pulse(BlockDevice source, RescueMap map) {
    this.source = source;
    this.map = map;
  }

  /// This could be read.
  void beat(Region region) {
    lock.lock();
    try {
      last = new Region(region.offset(), source.geometry().sectorSize());
      first = first.isEmpty() ? last : first;
      failures.clear();
    } finally {
      lock.unlock();
    }
  }

  /// This could not be read, and was of that status before. Where the source has gone, what failed
  /// since the last success is put back in the map.
  ///
  /// @return how the source failed, if it has gone
  Optional<DeviceException> miss(Region region, Status before) {
    Region early;
    Region late;
    lock.lock();
    try {
      failures.add(new Block(region, before));
      if (failures.size() < FAILURES || first.isEmpty()) {
        return Optional.empty();
      }
      early = first;
      late = last;
    } finally {
      lock.unlock();
    }
    Optional<DeviceException> failure = feel(late).flatMap(_ -> feel(early));
    settle(failure.isPresent());
    return failure;
  }

  private Optional<DeviceException> feel(Region sector) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment buffer = arena.allocate(sector.length(), 4096);
      source.read(sector.offset(), buffer);
      return Optional.empty();
    } catch (DeviceException e) {
      return Optional.of(e);
    }
  }

  private void settle(boolean isGone) {
    lock.lock();
    try {
      if (isGone) {
        failures.forEach(block -> map.set(block.region(), block.status()));
      }
      failures.clear();
    } finally {
      lock.unlock();
    }
  }
}
