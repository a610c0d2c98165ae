package app.diptych.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A device's shape, and what it lets pass.
final class GeometryTest {
  private static final Geometry GEOMETRY = new Geometry(8192, 512, false);

  @ParameterizedTest
  @CsvSource({"8192, 0", "8192, -512", "-512, 512", "100, 512", "8193, 4096"})
  void isOfWholeSectors(long size, int sectorSize) {
    assertThatThrownBy(() -> new Geometry(size, sectorSize, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(size + " bytes in sectors of " + sectorSize);
  }

  @Test
  void countsItsSectors() {
    assertThat(GEOMETRY.sectorCount()).isEqualTo(16);
    assertThat(new Geometry(0, 4096, true).sectorCount()).isZero();
    assertThat(GEOMETRY.region()).isEqualTo(new Region(0, 8192));
  }

  @Test
  void tellsWhatATransferCovers() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment one = arena.allocate(512);
      MemorySegment three = arena.allocate(1536);

      assertThat(GEOMETRY.check(6144, one, three)).isEqualTo(new Region(6144, 2048));
      assertThat(GEOMETRY.check(8192)).isEqualTo(new Region(8192, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-512, 7680, 8192, 1L << 62})
  void lastSectorIsTheLast(long offset) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment two = arena.allocate(1024);

      assertThatThrownBy(() -> GEOMETRY.check(offset, two))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("offset " + offset + ", length 1024 in a device of 8192");
    }
  }

  @Test
  void anOffsetInsideASectorIsABug() {
    Region odd = new Region(100, 512);
    Region part = new Region(512, 100);

    assertThatThrownBy(() -> GEOMETRY.check(odd))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100")
        .hasMessageContaining("512");
    assertThatThrownBy(() -> GEOMETRY.check(part)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void partsOfSectorsDoNotAddUp() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment half = arena.allocate(256);

      assertThatThrownBy(() -> GEOMETRY.check(0, half, half))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("whole sectors of 512");
    }
  }

  @Test
  void memoryOfTheHeapIsABug() {
    MemorySegment heap = MemorySegment.ofArray(new byte[512]);

    assertThatThrownBy(() -> GEOMETRY.check(0, heap))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("native");
  }
}
