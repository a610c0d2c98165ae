package app.diptych.clone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.FaultyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class SamplesTest {
  private static final int SIZE = 16 << 20;
  private static final Region ALL = new Region(0, SIZE);

  private final MemoryDevice below = new MemoryDevice("a", SIZE, 512);
  private final FaultyDevice source = new FaultyDevice(below);
  private final MemoryDevice target = new MemoryDevice("b", SIZE, 4096);
  private final Samples samples = new Samples(source, target, () -> false);

  SamplesTest() throws DeviceException {
    Content.write(target, 0, Content.fill(below, 1));
  }

  @AfterEach
  void close() {
    below.close();
    target.close();
  }

  private void spoil(long offset) throws DeviceException {
    byte[] sector = Content.read(target, offset, 4096);
    sector[4095]++;
    Content.write(target, offset, sector);
  }

  @Test
  void whatIsEqualDoesNotDiffer() throws Exception {
    assertThat(samples.differing(List.of(ALL))).isEmpty();
    assertThat(source.count(Operation.READ)).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, SIZE - 4096})
  void theFirstAndTheLastSectorAreLookedAt(long offset) throws Exception {
    spoil(offset);

    assertThat(samples.differing(List.of(ALL)))
        .hasValueSatisfying(place -> assertThat(place.offset()).isEqualTo(offset));
  }

  @Test
  void whereMuchDiffersItIsSeen() throws Exception {
    Content.write(target, 9 << 20, Content.random(2, 1 << 20));

    assertThat(
            samples.differing(
                List.of(
                    new Region(0, 8 << 20),
                    new Region(9 << 20, 1 << 20),
                    new Region(15 << 20, 512))))
        .isPresent();
  }

  @Test
  void whatIsNotSaidToBeEqualIsNotLookedAt() throws Exception {
    spoil(4096);
    spoil(3 * 4096);

    assertThat(samples.differing(List.of(new Region(0, 4096), new Region(2 * 4096, 4096))))
        .isEmpty();
    assertThat(source.count(Operation.READ)).isEqualTo(2);
  }

  // Sectors of the larger kind only, of which the map may have parts.
  @Test
  void partsOfSectorsAreNotLookedAt() throws Exception {
    spoil(0);
    spoil(2 * 4096);

    assertThat(samples.differing(List.of(new Region(512, 3 * 4096 - 1024)))).isEmpty();
    assertThat(samples.differing(List.of(new Region(512, 512)))).isEmpty();
    assertThat(source.count(Operation.READ)).isOne();
  }

  @Test
  void nothingIsLookedAtWhereNothingIsSaid() throws Exception {
    assertThat(samples.differing(List.of())).isEmpty();
    assertThat(source.count(Operation.READ)).isZero();
  }

  @Test
  void whoIsToEndLooksNoFurther() throws Exception {
    spoil(0);

    assertThat(new Samples(source, target, () -> true).differing(List.of(ALL))).isEmpty();
    assertThat(source.count(Operation.READ)).isZero();
  }
}
