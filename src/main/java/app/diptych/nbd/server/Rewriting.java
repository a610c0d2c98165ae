package app.diptych.nbd.server;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Changes parts of sectors: reads what surrounds them, and writes whole sectors.
final class Rewriting {
  private static final long ALIGNMENT = 4096;

  private Rewriting() {}

  /// Writes a region that does not begin or end with a sector.
  ///
  /// @param block holds the sectors in which the region lies, of which the region's bytes are set
  static void write(Offer offer, Region region, Block block) throws DeviceException {
    write(offer, region, block.data(0, (int) offer.sectors(region).length()));
  }

  private static void write(Offer offer, Region region, MemorySegment memory)
      throws DeviceException {
    Region sectors = offer.sectors(region);
    offer
        .edges()
        .part(
            sectors,
            () -> {
              surround(offer, region, memory);
              offer.device().write(sectors.offset(), memory);
            });
  }

  private static void surround(Offer offer, Region region, MemorySegment memory)
      throws DeviceException {
    Region sectors = offer.sectors(region);
    int sector = offer.geometry().sectorSize();
    try (Arena arena = Arena.ofShared()) {
      MemorySegment edge = arena.allocate(sector, Math.max(ALIGNMENT, sector));
      long before = region.offset() - sectors.offset();
      if (before > 0) {
        offer.device().read(sectors.offset(), edge);
        MemorySegment.copy(edge, 0, memory, 0, before);
      }
      long after = sectors.end() - region.end();
      if (after > 0) {
        offer.device().read(sectors.end() - sector, edge);
        MemorySegment.copy(edge, sector - after, memory, memory.byteSize() - after, after);
      }
    }
  }

  /// What is done with whole sectors.
  @FunctionalInterface
  interface Zeroing {
    /// Does it.
    void zero(Region sectors) throws DeviceException;
  }

  /// Zeroes a region that does not begin or end with a sector: the sectors at its edges by writing
  /// them, those that lie in it wholly as it is said.
  static void zero(Offer offer, Region region, Zeroing whole) throws DeviceException {
    Region inner = inner(offer, region);
    if (inner.isEmpty()) {
      zeroPart(offer, region);
      return;
    }
    if (region.offset() < inner.offset()) {
      zeroPart(offer, Region.between(region.offset(), inner.offset()));
    }
    whole.zero(inner);
    if (inner.end() < region.end()) {
      zeroPart(offer, Region.between(inner.end(), region.end()));
    }
  }

  // A region of at most two sectors.
  private static void zeroPart(Offer offer, Region region) throws DeviceException {
    try (Arena arena = Arena.ofShared()) {
      write(offer, region, arena.allocate(offer.sectors(region).length(), ALIGNMENT));
    }
  }

  /// The sectors that lie wholly in a region.
  static Region inner(Offer offer, Region region) {
    int sector = offer.geometry().sectorSize();
    long from = Math.ceilDiv(region.offset(), sector) * sector;
    return Region.between(from, Math.max(from, region.end() / sector * sector));
  }
}
