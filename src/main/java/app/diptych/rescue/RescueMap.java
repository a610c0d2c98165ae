package app.diptych.rescue;

import app.diptych.block.Region;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// What has become of every byte of a device. Safe for use by many threads.
///
/// Neighbours of one status are one block, so the map takes some hundred bytes for each stretch of
/// bad sectors, however large the device is.
public final class RescueMap {
  private final long size;
  private final ReentrantLock lock = new ReentrantLock();
  // Both guarded by lock. Each block by its first byte; no two neighbours have the same status.
  private final NavigableMap<Long, Status> blocks;
  private final Map<Status, Long> bytes;

  /// The map of a device of this size, in bytes, of which nothing was tried.
  public RescueMap(long size) {
    this(size, new TreeMap<>(), new EnumMap<>(Status.class));
    if (size > 0) {
      blocks.put(0L, Status.NON_TRIED);
      bytes.put(Status.NON_TRIED, size);
    }
  }

  private RescueMap(long size, NavigableMap<Long, Status> blocks, Map<Status, Long> bytes) {
    this.size = size;
    this.blocks = blocks;
    this.bytes = bytes;
  }

  /// The same, by itself: what happens to the one does not happen to the other.
  public RescueMap copy() {
    lock.lock();
    try {
      Map<Status, Long> counts = new EnumMap<>(Status.class);
      counts.putAll(bytes);
      return new RescueMap(size, new TreeMap<>(blocks), counts);
    } finally {
      lock.unlock();
    }
  }

  /// Bytes of the device.
  public long size() {
    return size;
  }

  /// Gives every byte of the region this status.
  ///
  /// @throws IndexOutOfBoundsException if it reaches beyond the device
  public void set(Region region, Status status) {
    if (region.end() > size) {
      throw new IndexOutOfBoundsException(region + " in a map of " + size);
    }
    lock.lock();
    try {
      if (!region.isEmpty()) {
        split(region.offset());
        split(region.end());
        clear(region);
        blocks.put(region.offset(), status);
        bytes.merge(status, region.length(), Long::sum);
        join(region.offset());
        join(region.end());
      }
    } finally {
      lock.unlock();
    }
  }

  private void split(long at) {
    if (at < size) {
      blocks.putIfAbsent(at, blocks.floorEntry(at).getValue());
    }
  }

  private void clear(Region region) {
    Map<Long, Status> inside = blocks.subMap(region.offset(), region.end());
    inside.forEach((start, status) -> bytes.merge(status, start - end(start), Long::sum));
    inside.clear();
  }

  private void join(long at) {
    Map.Entry<Long, Status> before = blocks.lowerEntry(at);
    if (before != null && before.getValue() == blocks.get(at)) {
      blocks.remove(at);
    }
  }

  private long end(long start) {
    Long next = blocks.higherKey(start);
    return next == null ? size : next;
  }

  /// What has become of a byte; empty where there is none.
  public Optional<Status> at(long offset) {
    lock.lock();
    try {
      return offset < 0 || offset >= size
          ? Optional.empty()
          : Optional.of(blocks.floorEntry(offset).getValue());
    } finally {
      lock.unlock();
    }
  }

  /// The first stretch with this status at or behind `from`; of one that begins before, the rest.
  public Optional<Region> next(Status status, long from) {
    lock.lock();
    try {
      Long start = from >= size ? null : blocks.floorKey(from);
      while (start != null && blocks.get(start) != status) {
        start = blocks.higherKey(start);
      }
      return start == null
          ? Optional.empty()
          : Optional.of(Region.between(Math.max(start, from), end(start)));
    } finally {
      lock.unlock();
    }
  }

  /// The last stretch with this status before `to`; of one that ends behind, the beginning.
  public Optional<Region> previous(Status status, long to) {
    lock.lock();
    try {
      Long start = blocks.lowerKey(to);
      while (start != null && blocks.get(start) != status) {
        start = blocks.lowerKey(start);
      }
      return start == null
          ? Optional.empty()
          : Optional.of(Region.between(start, Math.min(end(start), to)));
    } finally {
      lock.unlock();
    }
  }

  /// All blocks, rising, without gaps; no two neighbours have the same status.
  public List<Block> blocks() {
    lock.lock();
    try {
      List<Block> all = new ArrayList<>(blocks.size());
      blocks.forEach(
          (start, status) -> all.add(new Block(Region.between(start, end(start)), status)));
      return all;
    } finally {
      lock.unlock();
    }
  }

  /// Where this is what has become of it, rising; no two of them touch.
  public List<Region> regions(Status status) {
    return blocks().stream().filter(block -> block.status() == status).map(Block::region).toList();
  }

  /// How many bytes have this status.
  public long bytes(Status status) {
    lock.lock();
    try {
      return bytes.getOrDefault(status, 0L);
    } finally {
      lock.unlock();
    }
  }

  /// Gives each block of one status another, if it is longer than so many bytes.
  void replace(Status from, Status to, long longerThan) {
    for (Region region : regions(from)) {
      if (region.length() > longerThan) {
        set(region, to);
      }
    }
  }

  /// Lets every block begin and end with a whole sector: one of which the parts differ has what was
  /// done least.
  ///
  /// @param sectorSize bytes, of which the device's size is a multiple
  void alignTo(long sectorSize) {
    for (Block block : blocks()) {
      long at = block.region().offset();
      if (at % sectorSize != 0) {
        Region sector = new Region(at - at % sectorSize, sectorSize);
        set(sector, least(sector));
      }
    }
  }

  private Status least(Region sector) {
    Status least = Status.FINISHED;
    for (long at = sector.offset(); at < sector.end(); ) {
      lock.lock();
      try {
        Map.Entry<Long, Status> block = blocks.floorEntry(at);
        least = least.compareTo(block.getValue()) < 0 ? least : block.getValue();
        at = end(block.getKey());
      } finally {
        lock.unlock();
      }
    }
    return least;
  }
}
