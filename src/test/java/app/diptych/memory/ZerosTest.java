package app.diptych.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZerosTest {
  private static final int SIZE = 1000;
  private static final int LARGE = 200_000;

  private final MemorySegment memory = Arena.ofAuto().allocate(SIZE);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 63, 64, 500, SIZE - 2, SIZE - 1})
  void oneByteMakesTheDifference(int at) {
    assertOneByteMakesTheDifference(memory, at);
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 131_071, 131_072, 150_000, LARGE - 1})
  void oneByteOfManyMakesTheDifference(int at) {
    assertOneByteMakesTheDifference(Arena.ofAuto().allocate(LARGE), at);
  }

  private static void assertOneByteMakesTheDifference(MemorySegment zeros, int at) {
    long size = zeros.byteSize();
    assertThat(Zeros.are(zeros, 0, size)).isTrue();
    zeros.set(ValueLayout.JAVA_BYTE, at, (byte) 1);
    assertThat(Zeros.are(zeros, 0, size)).isFalse();
    assertThat(Zeros.are(zeros, 0, at)).isTrue();
    assertThat(Zeros.are(zeros, at, at + 1)).isFalse();
    assertThat(Zeros.are(zeros, at + 1, size)).isTrue();
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
    assertThat(Zeros.endOfRun(memory, 0, 100, true)).isEqualTo(300);
    assertThat(Zeros.endOfRun(memory, 0, 100, false)).isZero();
    assertThat(Zeros.endOfRun(memory, 300, 100, false)).isEqualTo(500);
    assertThat(Zeros.endOfRun(memory, 500, 100, true)).isEqualTo(SIZE);
    assertThat(Zeros.endOfRun(memory, 500, 300, true)).isEqualTo(SIZE);
    assertThat(Zeros.endOfRun(memory, SIZE, 100, true)).isEqualTo(SIZE);
  }
}
