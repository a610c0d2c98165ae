package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.BlockDevice;
import app.diptych.block.Extent;
import app.diptych.block.Geometry;
import app.diptych.block.Region;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A device so large that to look through all of its chunks at each step takes minutes.
final class VastMirrorTest {
  private static final long SIZE = 16L << 40;

  @Test
  @Timeout(240)
  void aVastHoleIsPassedInSeconds() throws Exception {
    IntentLog log =
        new IntentLog() {
          @Override
          public long partSize() {
            return 16 << 20;
          }

          @Override
          public BitSet equal() {
            return new BitSet();
          }

          @Override
          public void keep(BitSet equal) {}
        };
    try (Mirror mirror =
        Mirror.connect(
            new Hole("p"), new Hole("s"), MirrorOptions.DEFAULT, log, MirrorListener.NONE)) {
      assertThat(mirror.awaitEndOfCopying()).isInstanceOf(MirrorState.InSync.class);
    }
  }

  /// Nothing but zeros.
  private record Hole(String name) implements BlockDevice {
    @Override
    public Geometry geometry() {
      return new Geometry(SIZE, 512, false);
    }

    @Override
    public void read(long offset, MemorySegment... buffers) {
      for (MemorySegment buffer : buffers) {
        buffer.fill((byte) 0);
      }
    }

    @Override
    public void write(long offset, MemorySegment... buffers) {}

    @Override
    public void flush() {}

    @Override
    public void zero(Region region) {}

    @Override
    public void trim(Region region) {}

    @Override
    public List<Extent> extents(Region region) {
      return List.of(new Extent(region, Extent.Kind.HOLE));
    }

    @Override
    public void close() {}
  }
}
