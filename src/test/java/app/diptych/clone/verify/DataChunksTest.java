package app.diptych.clone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.BlockDevice;
import app.diptych.block.Extent;
import app.diptych.block.Geometry;
import app.diptych.block.MemoryDevice;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DataChunksTest {
  private static final long SIZE = Long.MAX_VALUE - 511;
  private static final Region TAIL = new Region(SIZE - 512, 512);

  @Test
  void theLastSectorOfTheLargestDeviceIsWithinTheLastChunk() {
    BlockDevice device = new LastSector();
    long chunkSize = 1L << 50;
    var chunks = new DataChunks(device, device, chunkSize);

    var found = new ArrayList<Region>();
    while (chunks.hasNext()) {
      found.add(chunks.next());
    }

    assertThat(found).containsExactly(new Region(SIZE - (chunkSize - 512), chunkSize - 512));
  }

  /// A device that holds data in its last sector only.
  private static final class LastSector extends PassingDevice {
    LastSector() {
      super(new MemoryDevice("last", 512, 512));
    }

    @Override
    public Geometry geometry() {
      return new Geometry(SIZE, 512, true);
    }

    @Override
    public List<Extent> extents(Region region) {
      return region.contains(TAIL)
          ? List.of(
              new Extent(Region.between(region.offset(), TAIL.offset()), Extent.Kind.HOLE),
              new Extent(TAIL, Extent.Kind.DATA))
          : List.of(new Extent(region, Extent.Kind.HOLE));
    }
  }
}
