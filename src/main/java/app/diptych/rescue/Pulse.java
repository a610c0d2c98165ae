package app.diptych.rescue;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/// Tells a source with many bad sectors from one that has gone: where nothing could be read for a
/// while, something is read again that could be read before, be it in an earlier run. Safe for use
/// by many threads.
///
/// A disk that is unplugged, or whose electronics have hung, often fails every read like a bad
/// sector. Its map must not say of good sectors that they are bad.
final class Pulse {
  /// Failures in a row before it is felt: one good read for so many bad ones costs nothing.
  static final int FAILURES = 16;

  // Places of an earlier run, of which some may have become bad since.
  private static final int PLACES = 8;

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
    List<Region> known;
    lock.lock();
    try {
      failures.add(new Block(region, before));
      if (failures.size() < FAILURES) {
        return Optional.empty();
      }
      known = first.isEmpty() ? List.of() : List.of(last, first);
    } finally {
      lock.unlock();
    }
    Optional<DeviceException> failure = feel(known.isEmpty() ? finished() : known);
    settle(failure.isPresent());
    return failure;
  }

  /// Sectors all over the source that an earlier run has finished.
  private List<Region> finished() {
    int sector = source.geometry().sectorSize();
    long sectors = map.size() / sector;
    return IntStream.range(0, PLACES)
        .mapToObj(i -> map.next(Status.FINISHED, sectors / PLACES * i * sector))
        .flatMap(Optional::stream)
        .map(region -> new Region(region.offset(), sector))
        .distinct()
        .toList();
  }

  private Optional<DeviceException> feel(List<Region> sectors) {
    Optional<DeviceException> failure = Optional.empty();
    for (Region sector : sectors) {
      try (Arena arena = Arena.ofShared()) {
        MemorySegment buffer = arena.allocate(sector.length(), 4096);
        source.read(sector.offset(), buffer);
        return Optional.empty();
      } catch (DeviceException e) {
        failure = Optional.of(e);
      }
    }
    return failure;
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
