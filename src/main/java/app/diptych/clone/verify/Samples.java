package app.diptych.clone.verify;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.clone.Refusal;
import app.diptych.memory.TransferMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks in some places, the first and the last among them, whether two devices are equal where
/// they are said to be. It finds what was said of others, not every difference.
public final class Samples {
  private static final Logger LOG = LoggerFactory.getLogger(Samples.class);
  private static final int COUNT = 64;
  private static final long MOST_BYTES = 64 * 1024;

  private final BlockDevice source;
  private final BlockDevice target;
  private final BooleanSupplier isToEnd;
  private final long sector;

  /// Of two devices of one length. Nobody may write to either meanwhile.
  ///
  /// @param isToEnd whether to look no further
  public Samples(BlockDevice source, BlockDevice target, BooleanSupplier isToEnd) {
    this.source = source;
    this.target = target;
    this.isToEnd = isToEnd;
    this.sector = Math.max(source.geometry().sectorSize(), target.geometry().sectorSize());
  }

  /// The first place found to differ. Where the source cannot be read it is not tried further: it
  /// may be about to fail.
  ///
  /// @param regions said to be equal, rising
  /// @throws SideFailure if the target cannot be read
  public Optional<Region> differing(List<Region> regions) throws SideFailure {
    // Shared: an export's client may have another thread fill what is read.
    try (Arena arena = Arena.ofShared()) {
      List<MemorySegment> buffers = TransferMemory.allocate(arena, 2, MOST_BYTES);
      for (Region place : places(regions)) {
        if (isToEnd.getAsBoolean()) {
          break;
        }
        if (!areEqual(place, buffers)) {
          return Optional.of(place);
        }
      }
    } catch (DeviceException e) {
      LOG.warn("the source cannot be read where it was read before", e);
    }
    return Optional.empty();
  }

  private List<Region> places(List<Region> regions) {
    List<Region> whole = regions.stream().map(this::sectors).filter(r -> !r.isEmpty()).toList();
    long total = whole.stream().mapToLong(region -> region.length() / sector).sum();
    long count = Math.min(COUNT, total);
    List<Region> places = new ArrayList<>();
    long passed = 0;
    for (Region region : whole) {
      long end = passed + region.length() / sector;
      long next = place(places.size(), count, total);
      while (places.size() < count && next < end) {
        long from = region.offset() + (next - passed) * sector;
        places.add(new Region(from, Math.min(MOST_BYTES, region.end() - from)));
        next = place(places.size(), count, total);
      }
      passed = end;
    }
    return places;
  }

  // Which of all the sectors: the first one is the first of all, the last one the last.
  private static long place(long number, long count, long total) {
    return number * (total - 1) / Math.max(1, count - 1);
  }

  private Region sectors(Region region) {
    long from = Math.ceilDiv(region.offset(), sector) * sector;
    return Region.between(from, Math.max(from, region.end() / sector * sector));
  }

  private boolean areEqual(Region place, List<MemorySegment> buffers)
      throws DeviceException, SideFailure {
    MemorySegment here = buffers.getFirst().asSlice(0, place.length());
    MemorySegment there = buffers.getLast().asSlice(0, place.length());
    source.read(place.offset(), here);
    try {
      target.read(place.offset(), there);
    } catch (DeviceException e) {
      throw new SideFailure(Refusal.Role.TARGET, e);
    }
    return here.mismatch(there) < 0;
  }
}
