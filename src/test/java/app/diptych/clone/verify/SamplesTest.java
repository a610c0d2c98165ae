package app.diptych.clone.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.Refusal;
import java.util.List;
import java.util.Optional;
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
  private long now;
  private final Samples samples = new Samples(source, target, () -> false, () -> now);

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

  private Optional<Region> differing(Region... regions) throws SideFailure {
    return samples.look(List.of(regions)).differing();
  }

  @Test
  void whatIsEqualDoesNotDiffer() throws Exception {
    assertThat(differing(ALL)).isEmpty();
    assertThat(source.count(Operation.READ)).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, SIZE - 4096})
  void theFirstAndTheLastSectorAreLookedAt(long offset) throws Exception {
    spoil(offset);

    assertThat(differing(ALL))
        .hasValueSatisfying(place -> assertThat(place.offset()).isEqualTo(offset));
  }

  @Test
  void whereMuchDiffersItIsSeen() throws Exception {
    Content.write(target, 9 << 20, Content.random(2, 1 << 20));

    assertThat(
            differing(
                new Region(0, 8 << 20), new Region(9 << 20, 1 << 20), new Region(15 << 20, 512)))
        .isPresent();
  }

  @Test
  void whatIsNotSaidToBeEqualIsNotLookedAt() throws Exception {
    spoil(4096);
    spoil(3 * 4096);

    assertThat(differing(new Region(0, 4096), new Region(2 * 4096, 4096))).isEmpty();
    assertThat(source.count(Operation.READ)).isEqualTo(2);
  }

  // Sectors of the larger kind only, of which the map may have parts.
  @Test
  void partsOfSectorsAreNotLookedAt() throws Exception {
    spoil(0);
    spoil(2 * 4096);

    assertThat(differing(new Region(512, 3 * 4096 - 1024))).isEmpty();
    assertThat(differing(new Region(512, 512))).isEmpty();
    assertThat(source.count(Operation.READ)).isOne();
  }

  @Test
  void nothingIsLookedAtWhereNothingIsSaid() throws Exception {
    assertThat(differing()).isEmpty();
    assertThat(source.count(Operation.READ)).isZero();
  }

  @Test
  void whoIsToEndLooksNoFurther() throws Exception {
    spoil(0);

    assertThat(new Samples(source, target, () -> true, () -> 0).look(List.of(ALL)).differing())
        .isEmpty();
    assertThat(source.count(Operation.READ)).isZero();
  }

  @Test
  void whereTheSourceCannotBeReadTheOtherPlacesAreLookedAtStill() throws Exception {
    source.failAt(Operation.READ, new Region(0, 4096), Fault.eio());
    source.failAt(Operation.READ, new Region(SIZE / 2, SIZE / 4), Fault.eio());
    spoil(SIZE - 4096);

    assertThat(differing(ALL))
        .hasValueSatisfying(place -> assertThat(place.offset()).isEqualTo(SIZE - 4096));
    assertThat(source.count(Operation.READ)).isEqualTo(64);
  }

  @Test
  void whatCannotBeReadSpeaksForNothing() throws Exception {
    source.failAt(Operation.READ, new Region(0, SIZE / 4), Fault.eio());
    Samples.Seen quarter = samples.look(List.of(ALL));
    source.failAt(Operation.READ, new Region(SIZE / 4, SIZE / 2), Fault.eio());

    Samples.Seen seen = samples.look(List.of(ALL));

    assertThat(quarter.isTelling()).isTrue();
    assertThat(seen.differing()).isEmpty();
    assertThat(seen.compared()).isBetween(1, 16);
    assertThat(seen.isTelling()).isFalse();
    assertThat(samples.look(List.of()).isTelling()).isTrue();
  }

  @Test
  void aStretchThatIsSlowInFailingHidesNothingOfTheRest() throws Exception {
    source.failAt(Operation.READ, new Region(SIZE / 64, SIZE / 2), slowEio());
    Content.write(target, SIZE / 4 * 3, Content.random(2, SIZE / 4));

    assertThat(differing(ALL)).isPresent();
  }

  private Fault slowEio() {
    return new Fault(
        failure -> {
          now += 25_000_000_000L;
          return new DeviceException.Unknown(failure, "EIO");
        },
        0);
  }

  @Test
  void aDiskThatIsSlowInFailingIsNotExaminedForLong() throws Exception {
    source.failAt(Operation.READ, ALL, slowEio());

    assertThat(samples.look(List.of(ALL)).isTelling()).isFalse();
    assertThat(source.count(Operation.READ)).isEqualTo(3);
  }

  @Test
  void aSourceThatIsGoneIsAFailureOfIt() {
    source.failFrom(Operation.READ, 2, Fault.disconnected());

    assertThatThrownBy(() -> samples.look(List.of(ALL)))
        .isInstanceOfSatisfying(
            SideFailure.class, e -> assertThat(e.role()).isEqualTo(Refusal.Role.SOURCE));
  }
}
