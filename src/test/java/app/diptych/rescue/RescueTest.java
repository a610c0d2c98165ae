package app.diptych.rescue;

import static app.diptych.rescue.RescueFixture.COARSE;
import static app.diptych.rescue.RescueFixture.FINE;
import static app.diptych.rescue.RescueFixture.SECTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.BadSectorsDevice;
import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RescueTest {
  private static final long SIZE = 40 * COARSE + 3 * SECTOR;

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  /// Lone bad sectors, small and large bad areas, anywhere.
  private static RescueMap damage(BadSectorsDevice source, SplittableRandom random) {
    long size = source.geometry().size();
    RescueMap truth = new RescueMap(size);
    truth.set(source.geometry().region(), Status.FINISHED);
    for (int i = random.nextInt(12); i > 0; i--) {
      long from = random.nextLong(size / SECTOR) * SECTOR;
      long most = List.of((long) SECTOR, FINE, 4 * COARSE).get(random.nextInt(3));
      long length = random.nextLong(most / SECTOR) * SECTOR + SECTOR;
      Region region = new Region(from, Math.min(length, size - from));
      source.fail(region, BadSectorsDevice.ALWAYS);
      truth.set(region, Status.BAD_SECTOR);
    }
    return truth;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everythingButTheBadSectorsIsOnTheTarget(int seed) throws DeviceException {
    var random = new SplittableRandom(seed);
    long sectors = random.nextInt(1, 400) * 8L;
    try (var fixture = new RescueFixture(sectors * SECTOR, seed % 2 == 0 ? SECTOR : 4096)) {
      List<Region> bad = damage(fixture.source(), random).regions(Status.BAD_SECTOR);

      assertThat(fixture.run(seed % 3)).isEqualTo(new RescueOutcome.Done(bad));
      assertThat(fixture.copied()).isEqualTo(fixture.without(bad));
      assertNothingFailedIsTouchedWhileSomethingWaits(fixture.source());
      assertThat(fixture.ears().percents)
          .containsExactlyElementsOf(IntStream.rangeClosed(1, 100).boxed().toList());
    }
  }

  private static void assertNothingFailedIsTouchedWhileSomethingWaits(BadSectorsDevice source) {
    var tried = new BitSet();
    var failed = new BitSet();
    for (BadSectorsDevice.Read read : source.reads()) {
      int from = (int) (read.region().offset() / SECTOR);
      int to = (int) (read.region().end() / SECTOR);
      if (!failed.get(from, to).isEmpty()) {
        assertThat(tried.cardinality()).isEqualTo((int) source.geometry().sectorCount());
      }
      tried.set(from, to);
      if (!read.isGood()) {
        failed.set(from, to);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aBadSectorIsTouchedThreeTimesAndOnceForEachRetry(int seed) throws DeviceException {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      RescueMap truth = damage(fixture.source(), new SplittableRandom(seed));
      int retries = seed % 3;

      fixture.run(retries);

      for (Region region : truth.regions(Status.BAD_SECTOR)) {
        long touched =
            fixture.source().reads().stream()
                .filter(read -> read.region().overlaps(new Region(region.offset(), SECTOR)))
                .count();
        assertThat(touched).isLessThanOrEqualTo(3 + retries);
      }
    }
  }

  @Test
  void aHealthySourceIsReadOnceInLargePieces() throws DeviceException {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      assertThat(fixture.run()).isEqualTo(new RescueOutcome.Done(List.of()));
      assertThat(fixture.source().reads()).hasSize(41);
      assertThat(fixture.ears().news).containsExactly("COPYING", "flushing");
      assertThat(fixture.copied()).isEqualTo(fixture.without(List.of()));
    }
  }

  @Test
  void oneBadSectorCostsThreeFailures() throws DeviceException {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      Region bad = new Region(10 * COARSE + 5 * SECTOR, SECTOR);
      fixture.source().fail(bad, BadSectorsDevice.ALWAYS);

      assertThat(fixture.run()).isEqualTo(new RescueOutcome.Done(List.of(bad)));
      assertThat(fixture.source().reads().stream().filter(read -> !read.isGood())).hasSize(3);
      assertThat(fixture.ears().news).containsExactly("COPYING", "TRIMMING", "flushing");
    }
  }

  @Test
  void aWideBadAreaIsLeftByGrowingSteps() throws DeviceException {
    try (var fixture = new RescueFixture(1000 * COARSE, SECTOR)) {
      Region bad = new Region(100 * COARSE, 60 * COARSE);
      fixture.source().fail(bad, BadSectorsDevice.ALWAYS);

      fixture.run();

      int last = lastOfTheFirstPass(fixture.source().reads());
      long failures =
          fixture.source().reads().subList(0, last + 1).stream().filter(r -> !r.isGood()).count();
      assertThat(failures).isLessThan(20);
    }
  }

  private static int lastOfTheFirstPass(List<BadSectorsDevice.Read> reads) {
    int last = 0;
    while (reads.get(last).region().end() < 1000 * COARSE) {
      last++;
    }
    return last;
  }

  @Test
  void retriesGetWhatFailsSomeTimesOnly() throws DeviceException {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      fixture.source().fail(new Region(COARSE, SECTOR), 4);
      fixture.source().fail(new Region(3 * COARSE, 2 * SECTOR), BadSectorsDevice.ALWAYS);
      fixture.source().fail(new Region(5 * COARSE, 8 * SECTOR), 2);

      List<Region> bad = List.of(new Region(3 * COARSE, 2 * SECTOR));
      assertThat(fixture.run(2)).isEqualTo(new RescueOutcome.Done(bad));
      assertThat(fixture.copied()).isEqualTo(fixture.without(bad));
      assertThat(fixture.ears().news).contains("RETRYING");
    }
  }

  @Test
  void retriesGoBackwardsThenForwards() throws DeviceException {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      fixture.source().fail(new Region(COARSE, 2 * SECTOR), BadSectorsDevice.ALWAYS);

      fixture.run(2);

      List<BadSectorsDevice.Read> reads = fixture.source().reads();
      assertThat(reads.subList(reads.size() - 4, reads.size()).stream().map(r -> r.region()))
          .containsExactly(
              new Region(COARSE + SECTOR, SECTOR),
              new Region(COARSE, SECTOR),
              new Region(COARSE, SECTOR),
              new Region(COARSE + SECTOR, SECTOR));
    }
  }

  @Test
  void whatIsBadAsAWholeIsReadAsAWhole() throws DeviceException {
    var plans = new Plans(COARSE, 2 * FINE, FINE, SECTOR, 2);
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      fixture.source().fail(new Region(COARSE, FINE), BadSectorsDevice.ALWAYS);
      var ends = new Ends(fixture.source(), fixture.target());
      var setting = new Setting(RescueOptions.DEFAULT, plans, System::nanoTime);

      new Rescue(ends, fixture.start(), setting, fixture.ears()).run();

      assertThat(fixture.source().reads().stream().filter(read -> !read.isGood())).hasSize(3);
      assertThat(fixture.source().reads().stream().map(read -> read.region().length()))
          .allMatch(length -> length >= FINE || length == 3 * SECTOR);
    }
  }

  @Test
  void zerosAreNotWritten() throws DeviceException {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      fixture.below().zero(new Region(COARSE, 4 * COARSE));
      var counting = new FaultyDevice(fixture.target());

      fixture.rescue(fixture.source(), counting, fixture.start(), RescueOptions.DEFAULT).run();

      assertThat(counting.count(Operation.ZERO)).isEqualTo(4);
      assertThat(counting.count(Operation.WRITE)).isEqualTo(37);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatTheSourceKnowsToBeZerosIsNotRead(boolean tells) throws DeviceException {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      Region hole = new Region(COARSE + SECTOR, 6 * COARSE);
      fixture.below().zero(hole);
      var source = new Telling(fixture.source(), hole, tells);

      fixture.rescue(source, fixture.target(), fixture.start(), RescueOptions.DEFAULT).run();

      assertThat(fixture.copied()).isEqualTo(fixture.without(List.of(hole)));
      assertThat(fixture.source().reads().stream().anyMatch(r -> r.region().overlaps(hole)))
          .isEqualTo(!tells);
    }
  }

  /// Knows of a hole, or fails to tell.
  private static final class Telling extends PassingDevice {
    private final Region hole;
    private final boolean tells;

    Telling(BlockDevice below, Region hole, boolean tells) {
      super(below);
      this.hole = hole;
      this.tells = tells;
    }

    @Override
    public List<Extent> extents(Region region) throws DeviceException {
      if (!tells) {
        throw new DeviceException.Unknown(
            new DeviceException.Failure(Operation.EXTENTS, name(), region), "EIO");
      }
      return List.of(
          new Extent(Region.between(0, hole.offset()), Extent.Kind.DATA),
          new Extent(hole, Extent.Kind.HOLE),
          new Extent(Region.between(hole.end(), region.end()), Extent.Kind.DATA));
    }
  }

  @Test
  void aTargetThatCannotZeroIsWritten() throws DeviceException {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      Region bad = new Region(COARSE, SECTOR);
      fixture.source().fail(bad, BadSectorsDevice.ALWAYS);
      var target = new FaultyDevice(fixture.target());
      target.failFrom(Operation.ZERO, 1, Fault.unimplemented());

      fixture.rescue(fixture.source(), target, fixture.start(), RescueOptions.DEFAULT).run();

      assertThat(fixture.copied()).isEqualTo(fixture.without(List.of(bad)));
    }
  }

  @Test
  void anEmptySourceIsDoneAtOnce() throws DeviceException {
    try (var fixture = new RescueFixture(0, SECTOR)) {
      assertThat(fixture.run()).isEqualTo(new RescueOutcome.Done(List.of()));
      assertThat(fixture.ears().percents).endsWith(100);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 43, 50})
  void aTargetThatFailsEndsIt(int nth) throws DeviceException {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      fixture.source().fail(new Region(COARSE, FINE), BadSectorsDevice.ALWAYS);
      var target = new FaultyDevice(fixture.target());
      target.failNth(Operation.WRITE, nth, Fault.eio());

      RescueOutcome outcome =
          fixture.rescue(fixture.source(), target, fixture.start(), RescueOptions.DEFAULT).run();

      assertThat(outcome).isInstanceOf(RescueOutcome.TargetFailed.class);
      assertThat(fixture.ears().percents).doesNotContain(100);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLUSH", "ZERO"})
  void aTargetThatFailsAtTheEndEndsIt(Operation operation) throws DeviceException {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      fixture.source().fail(new Region(COARSE, FINE), BadSectorsDevice.ALWAYS);
      var target = new FaultyDevice(fixture.target());
      target.failFrom(operation, 1, Fault.eio());

      RescueOutcome outcome =
          fixture.rescue(fixture.source(), target, fixture.start(), RescueOptions.DEFAULT).run();

      assertThat(outcome).isInstanceOf(RescueOutcome.TargetFailed.class);
      assertThat(fixture.ears().percents).doesNotContain(100);
    }
  }

  @Test
  void aSourceThatDisconnectsEndsIt() throws DeviceException {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      var source = new FaultyDevice(fixture.source());
      source.failFrom(Operation.READ, 5, Fault.disconnected());

      RescueOutcome outcome =
          fixture.rescue(source, fixture.target(), fixture.start(), RescueOptions.DEFAULT).run();

      assertThat(outcome)
          .isInstanceOfSatisfying(
              RescueOutcome.SourceFailed.class,
              failed -> assertThat(failed.cause()).hasMessageContaining("ENXIO"));
    }
  }

  @Test
  void aBugInADeviceIsThrownAndAllThreadsEnd() throws DeviceException {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      var source = new FaultyDevice(fixture.source());
      source.failNth(Operation.READ, 3, Fault.bug());
      Rescue rescue =
          fixture.rescue(source, fixture.target(), fixture.start(), RescueOptions.DEFAULT);

      assertThatThrownBy(rescue::run).rootCause().hasMessageStartingWith("bug");
    }
  }

  @Test
  void devicesThatDoNotFitAreABug() {
    try (var small = new MemoryDevice("small", 1024, 512);
        var large = new MemoryDevice("large", 2048, 512);
        var odd = new MemoryDevice("odd", 1200, 600)) {
      for (Ends ends :
          List.of(new Ends(small, large), new Ends(large, large), new Ends(odd, odd))) {
        assertThatThrownBy(() ->
                new Rescue(ends, Standing.start(1024), RescueOptions.DEFAULT, RescueListener.NONE))
            .isInstanceOf(IllegalArgumentException.class);
      }
      var readOnly = MemoryDevice.readOnly("target", 512, new byte[1024]);
      assertThatThrownBy(() -> new Ends(small, readOnly).check(1024))
          .isInstanceOf(IllegalArgumentException.class);
      var uneven = new MemoryDevice("uneven", 1024, 1024);
      new Ends(small, uneven).check(1024);
    }
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> new RescueOptions(-1, 0, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RescueOptions(0, -1, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSizesOfARealSourceAreWholePhysicalSectors() {
    try (var device = new MemoryDevice("device", 1 << 20, 512)) {
      var ends = new Ends(device, device);
      assertThat(Setting.of(ends, new RescueOptions(0, 4096, Optional.empty())).plans())
          .isEqualTo(new Plans(4 << 20, 64 << 10, 4096, 512, 4));
      assertThat(Setting.of(ends, new RescueOptions(0, 520, Optional.empty())).plans().unit())
          .isEqualTo(512);
      assertThat(Setting.of(ends, RescueOptions.DEFAULT).plans().unit()).isEqualTo(512);
    }
  }
}
