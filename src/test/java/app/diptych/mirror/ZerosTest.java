package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZerosTest {
  private static final int SIZE = 1000;

  private final MemorySegment memory = Arena.ofAuto().allocate(SIZE);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 63, 64, 500, SIZE - 2, SIZE - 1})
  void oneByteMakesTheDifference(int at) {
    assertThat(Zeros.are(memory, 0, SIZE)).isTrue();
    memory.set(ValueLayout.JAVA_BYTE, at, (byte) 1);
    assertThat(Zeros.are(memory, 0, SIZE)).isFalse();
    assertThat(Zeros.are(memory, 0, at)).isTrue();
    assertThat(Zeros.are(memory, at + 1, SIZE)).isTrue();
  }

  @Test
  void whatRepeatsIsNotZero() {
    memory.fill((byte) 5);
    assertThat(Zeros.are(memory, 0, SIZE)).isFalse();
  }

  @Test
  void runsEndWhereTheOtherKindBegins() {
    memory.set(ValueLayout.JAVA_BYTE, 310, (byte) 1);
    memory.set(ValueLayout.JAVA_BYTE, 450, (byte) 1);
    assertThat(Zeros.endOfRun(memory, 0, 100)).isEqualTo(300);
    assertThat(Zeros.endOfRun(memory, 300, 100)).isEqualTo(500);
    assertThat(Zeros.endOfRun(memory, 500, 100)).isEqualTo(SIZE);
    assertThat(Zeros.endOfRun(memory, 500, 300)).isEqualTo(SIZE);
  }
}
