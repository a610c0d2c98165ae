package app.diptych.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TransferMemoryTest {

  @ParameterizedTest
  @CsvSource({
    "1, 512",
    "3, 4095",
    "4, 1048576",
    "4, 4194304",
    "1, 2097152",
    "3, 3145728",
    "2, 4194816"
  })
  void buffersAreAlignedZeroAndApart(int count, long size) {
    try (Arena arena = Arena.ofShared()) {
      List<MemorySegment> buffers = TransferMemory.allocate(arena, count, size);

      assertThat(buffers).hasSize(count);
      for (MemorySegment buffer : buffers) {
        assertThat(buffer.byteSize()).isEqualTo(size);
        assertThat(buffer.address() % 4096).isZero();
        assertThat(buffer.mismatch(arena.allocate(size))).isEqualTo(-1);
        buffer.fill((byte) 0xff);
      }
      assertThat(buffers.stream().map(MemorySegment::address).distinct()).hasSize(count);
    }
  }

  @Test
  void endsWithItsArena() {
    MemorySegment buffer;
    try (Arena arena = Arena.ofShared()) {
      buffer = TransferMemory.allocate(arena, 1, 4 << 20).getFirst();
    }

    assertThatThrownBy(() -> buffer.get(ValueLayout.JAVA_BYTE, 0))
        .isInstanceOf(IllegalStateException.class);
  }
}
