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
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks in some places, the first and the last among them, whether two devices are equal where
/// they are said to be. It finds what was said of others, not every difference.
public final class Samples {
  private static final Logger LOG = LoggerFactory.getLogger(Samples.class);
  private static final int COUNT = 64;
  private static final long MOST_BYTES = 64 * 1024;
  // A dying disk may need half a minute for a read that fails, and is to be rescued, not examined.
  private static final long ENOUGH = TimeUnit.SECONDS.toNanos(60);

  private final BlockDevice source;
  private final BlockDevice target;
  private final BooleanSupplier isToEnd;
  private final LongSupplier nanoTime;
  private final long sector;

  /// Of two devices of one length. Nobody may write to either meanwhile.
  ///
  /// @param isToEnd whether to look no further
  /// @param nanoTime the clock, as [System#nanoTime]
  public Samples(
      BlockDevice source, BlockDevice target, BooleanSupplier isToEnd, LongSupplier nanoTime) {
    this.source = source;
    this.target = target;
    this.isToEnd = isToEnd;
    this.nanoTime = nanoTime;
    this.sector = Math.max(source.geometry().sectorSize(), target.geometry().sectorSize());
  }

  /// What was seen.
  ///
  /// @param differing the first place found to differ
  /// @param compared how many places could be read on both sides
  /// @param places how many there are to look at
  public record Seen(Optional<Region> differing, int compared, int places) {

    /// Whether that tells anything: what cannot be read speaks for nothing.
    public boolean isTelling() {
      return 2 * compared >= places;
    }
  }

  /// Looks, until a place is found to differ. Where the source cannot be read it is not tried
  /// again, but all the other places are, while there is time.
  ///
  /// @param regions said to be equal, rising
  /// @throws SideFailure if the target cannot be read, or the source is gone
  public Seen look(List<Region> regions) throws SideFailure {
    List<Region> places = places(regions);
    long begun = nanoTime.getAsLong();
    int compared = 0;
    // Shared: an export's client may have another thread fill what is read.
    try (Arena arena = Arena.ofShared()) {
      List<MemorySegment> buffers = TransferMemory.allocate(arena, 2, MOST_BYTES);
      for (Region place : scattered(places)) {
        if (isToEnd.getAsBoolean() || nanoTime.getAsLong() - begun > ENOUGH) {
          break;
        }
        MemorySegment here = buffers.getFirst().asSlice(0, place.length());
        MemorySegment there = buffers.getLast().asSlice(0, place.length());
        if (isRead(place, here)) {
          compared++;
          if (differs(place, here, there)) {
            return new Seen(Optional.of(place), compared, places.size());
          }
        }
      }
    }
    return new Seen(Optional.empty(), compared, places.size());
  }

  // All over the device first, and closer and closer then: a stretch that is bad, and slow to say
  // so, takes the time for a few of them only.
  private static List<Region> scattered(List<Region> places) {
    return IntStream.range(0, places.size())
        .boxed()
        .sorted((a, b) -> Integer.compareUnsigned(Integer.reverse(a), Integer.reverse(b)))
        .map(places::get)
        .toList();
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

  private boolean isRead(Region place, MemorySegment here) throws SideFailure {
    try {
      source.read(place.offset(), here);
      return true;
    } catch (DeviceException.Unknown e) {
      // The only failure that a bad sector has.
      LOG.warn("the source cannot be read where it was read before", e);
      return false;
    } catch (DeviceException e) {
      throw new SideFailure(Refusal.Role.SOURCE, e);
    }
  }

  private boolean differs(Region place, MemorySegment here, MemorySegment there)
      throws SideFailure {
    try {
      target.read(place.offset(), there);
    } catch (DeviceException e) {
      throw new SideFailure(Refusal.Role.TARGET, e);
    }
    return here.mismatch(there) >= 0;
  }
}
