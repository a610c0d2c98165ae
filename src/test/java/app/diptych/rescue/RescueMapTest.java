package app.diptych.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Region;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RescueMapTest {
  private static final int SIZE = 200;
  private static final List<Status> ALL = List.of(Status.values());

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  private static Region drawn(SplittableRandom random) {
    int from = random.nextInt(SIZE + 1);
    return Region.between(from, random.nextInt(from, SIZE + 1));
  }

  /// A map and the same as one status for each byte.
  private static RescueMap scrambled(SplittableRandom random, Status... model) {
    Arrays.fill(model, Status.NON_TRIED);
    RescueMap map = new RescueMap(model.length);
    for (int i = random.nextInt(40); i > 0; i--) {
      Region region = drawn(random);
      Status status = ALL.get(random.nextInt(ALL.size()));
      map.set(region, status);
      Arrays.fill(model, (int) region.offset(), (int) region.end(), status);
    }
    return map;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void saysOfEveryByteWhatAnArrayOfBytesSays(int seed) {
    Status[] model = new Status[SIZE];
    RescueMap map = scrambled(new SplittableRandom(seed), model);

    for (int i = 0; i < SIZE; i++) {
      assertThat(map.at(i)).contains(model[i]);
    }
    for (Status status : ALL) {
      assertThat(map.bytes(status)).isEqualTo(Arrays.stream(model).filter(status::equals).count());
    }
    assertBlocksTouchAndDiffer(map.blocks());
  }

  private static void assertBlocksTouchAndDiffer(List<Block> blocks) {
    assertThat(blocks.getFirst().region().offset()).isZero();
    assertThat(blocks.getLast().region().end()).isEqualTo(SIZE);
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i).region().offset()).isEqualTo(blocks.get(i - 1).region().end());
      assertThat(blocks.get(i).status()).isNotEqualTo(blocks.get(i - 1).status());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void findsTheNextAndThePreviousStretch(int seed) {
    var random = new SplittableRandom(seed);
    Status[] model = new Status[SIZE];
    RescueMap map = scrambled(random, model);
    int at = random.nextInt(SIZE + 1);

    for (Status status : ALL) {
      int next = at;
      while (next < SIZE && model[next] != status) {
        next++;
      }
      int end = next;
      while (end < SIZE && model[end] == status) {
        end++;
      }
      int last = at;
      while (last > 0 && model[last - 1] != status) {
        last--;
      }
      int start = last;
      while (start > 0 && model[start - 1] == status) {
        start--;
      }
      assertThat(map.next(status, at).orElse(Region.NOWHERE))
          .isEqualTo(next == end ? Region.NOWHERE : Region.between(next, end));
      assertThat(map.previous(status, at).orElse(Region.NOWHERE))
          .isEqualTo(start == last ? Region.NOWHERE : Region.between(start, last));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSectorOfSeveralStatusesHasTheLeast(int seed) {
    Status[] model = new Status[SIZE];
    RescueMap map = scrambled(new SplittableRandom(seed), model);

    map.alignTo(8);

    for (int i = 0; i < SIZE; i++) {
      int sector = i - i % 8;
      Status least = Arrays.stream(model, sector, sector + 8).min(Status::compareTo).orElseThrow();
      assertThat(map.at(i)).contains(least);
    }
    assertBlocksTouchAndDiffer(map.blocks());
  }

  @Test
  void onlyLongBlocksAreReplaced() {
    RescueMap map = new RescueMap(100);
    map.set(new Region(0, 10), Status.NON_TRIMMED);
    map.set(new Region(20, 11), Status.NON_TRIMMED);

    map.replace(Status.NON_TRIMMED, Status.FINISHED, 10);

    assertThat(map.regions(Status.NON_TRIMMED)).containsExactly(new Region(0, 10));
    assertThat(map.regions(Status.FINISHED)).containsExactly(new Region(20, 11));
  }

  @Test
  void aCopyIsByItself() {
    RescueMap map = new RescueMap(10);
    RescueMap copy = map.copy();

    map.set(new Region(0, 10), Status.FINISHED);

    assertThat(copy.bytes(Status.NON_TRIED)).isEqualTo(10);
    assertThat(copy.regions(Status.FINISHED)).isEmpty();
  }

  @Test
  void theMapOfNothingIsEmpty() {
    RescueMap map = new RescueMap(0);

    map.set(Region.NOWHERE, Status.FINISHED);

    assertThat(map.blocks()).isEmpty();
    assertThat(map.at(0)).isEmpty();
    assertThat(map.next(Status.NON_TRIED, 0)).isEmpty();
    assertThat(map.previous(Status.NON_TRIED, 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 10, Long.MAX_VALUE})
  void thereIsNothingOutside(long offset) {
    assertThat(new RescueMap(10).at(offset)).isEmpty();
  }

  @Test
  void whatReachesBeyondIsABug() {
    assertThatThrownBy(() -> new RescueMap(10).set(new Region(5, 6), Status.FINISHED))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aHugeDiskIsCounted() {
    long size = 1L << 62;
    RescueMap map = new RescueMap(size);

    map.set(new Region(size / 2, 512), Status.BAD_SECTOR);

    assertThat(map.bytes(Status.NON_TRIED)).isEqualTo(size - 512);
    assertThat(map.blocks()).hasSize(3);
  }
}
