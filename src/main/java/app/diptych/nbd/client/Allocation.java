package app.diptych.nbd.client;

import app.diptych.block.Extent;
import app.diptych.block.Extent.Kind;
import app.diptych.block.Region;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/// A server's answer to BLOCK_STATUS: what it knows of a region from its beginning on, perhaps not
/// of all of it.
final class Allocation {
  // What a region of 1 GiB has in blocks of 4 KiB; of more the server is asked again.
  private static final int MOST = 1 << 18;

  private final Region region;
  private final List<Extent> extents = new ArrayList<>();
  private long end;
  private boolean hasCome;

  /// Nothing known of this region.
  Allocation(Region region) {
    this.region = region;
    this.end = region.offset();
  }

  /// The answer begins.
  ///
  /// @throws ProtocolException if it has begun before
  void begin() throws ProtocolException {
    if (hasCome) {
      throw new ProtocolException("two answers on what is allocated");
    }
    hasCome = true;
  }

  /// Takes the next extent; what lies beyond the region is left out. No more than one should reach
  /// so far, but nbdkit tells one that only begins there, too, where a filter of it looks ahead.
  ///
  /// @param length unsigned
  /// @param flags `STATE_…` of [Protocol]
  /// @throws ProtocolException if it is empty
  void add(long length, long flags) throws ProtocolException {
    if (length == 0) {
      throw new ProtocolException("an extent of no bytes");
    }
    long left = region.end() - end;
    if (left == 0 || extents.size() == MOST) {
      return;
    }
    long next = end + (Long.compareUnsigned(length, left) < 0 ? length : left);
    append(extents, new Extent(Region.between(end, next), kind(flags)));
    end = next;
  }

  // A hole whose content is not known is data (section "base:allocation metadata context").
  private static Kind kind(long flags) {
    boolean isZero = (flags & Protocol.STATE_ZERO) != 0;
    boolean isHole = (flags & Protocol.STATE_HOLE) != 0;
    if (!isZero) {
      return Kind.DATA;
    }
    return isHole ? Kind.HOLE : Kind.ZERO;
  }

  /// Adds an extent to those before it, as part of the last where that is of the same kind.
  static void append(List<Extent> extents, Extent next) {
    if (!extents.isEmpty() && extents.getLast().kind() == next.kind()) {
      Extent last = extents.removeLast();
      Region both = Region.between(last.region().offset(), next.region().end());
      extents.add(new Extent(both, next.kind()));
    } else {
      extents.add(next);
    }
  }

  /// Whether there was an answer.
  boolean hasCome() {
    return hasCome;
  }

  /// What is known, in rising order from the region's beginning on, in whole sectors: at least the
  /// first of them, which is data where the answer ends inside it.
  List<Extent> extents(int sectorSize) {
    long whole = end == region.end() ? end : end / sectorSize * sectorSize;
    if (whole <= region.offset()) {
      return List.of(new Extent(new Region(region.offset(), sectorSize), Kind.DATA));
    }
    List<Extent> cut = new ArrayList<>();
    Region known = Region.between(region.offset(), whole);
    for (Extent extent : extents) {
      Region part = extent.region().intersect(known);
      if (!part.isEmpty()) {
        cut.add(new Extent(part, extent.kind()));
      }
    }
    return Extent.inWholeSectors(cut, sectorSize);
  }
}
