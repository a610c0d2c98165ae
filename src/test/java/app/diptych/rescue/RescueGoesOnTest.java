package app.diptych.rescue;

import static app.diptych.rescue.RescueFixture.COARSE;
import static app.diptych.rescue.RescueFixture.FINE;
import static app.diptych.rescue.RescueFixture.PLANS;
import static app.diptych.rescue.RescueFixture.SECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.BadSectorsDevice;
import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RescueGoesOnTest {
  private static final long SIZE = 40 * COARSE + 3 * SECTOR;
  private static final Region LONE = new Region(3 * COARSE + 7 * SECTOR, SECTOR);
  private static final Region WIDE = new Region(10 * COARSE + FINE, 3 * COARSE);
  private static final List<Region> BAD = List.of(LONE, WIDE);

  @TempDir private Path folder;
  private MapFile file = new MapFile(Path.of("map"));

  @BeforeEach
  void prepare() {
    file = new MapFile(folder.resolve("map"));
  }

  private RescueOptions options() {
    return new RescueOptions(0, 0, Optional.of(file));
  }

  private static RescueFixture damaged() throws DeviceException {
    var fixture = new RescueFixture(SIZE, SECTOR);
    BAD.forEach(region -> fixture.source().fail(region, BadSectorsDevice.ALWAYS));
    return fixture;
  }

  /// Does something before the nth read.
  private static final class Counting extends PassingDevice {
    private final AtomicInteger reads = new AtomicInteger();
    private final IntConsumer before;

    Counting(BlockDevice below, IntConsumer before) {
      super(below);
      this.before = before;
    }

    @Override
    public void read(long offset, MemorySegment... buffers) throws DeviceException {
      before.accept(reads.incrementAndGet());
      super.read(offset, buffers);
    }
  }

  static IntStream reads() {
    return IntStream.iterate(1, n -> n < 500, n -> n + 23);
  }

  @ParameterizedTest
  @MethodSource("reads")
  void whatWasCancelledAnywhereGoesOnFromItsMap(int nth) throws Exception {
    try (var fixture = damaged()) {
      Rescue[] running = new Rescue[1];
      var source =
          new Counting(
              fixture.source(),
              n -> {
                if (n == nth) {
                  running[0].cancel();
                }
              });
      running[0] = fixture.rescue(source, fixture.target(), fixture.start(), options());
      assertThat(running[0].run()).isInstanceOf(RescueOutcome.Cancelled.class);
      int before = fixture.source().reads().size();
      Standing standing = file.read(SIZE);
      List<Region> done = standing.map().regions(Status.FINISHED);

      assertThat(fixture.rescue(standing, options()).run()).isEqualTo(new RescueOutcome.Done(BAD));

      assertThat(fixture.copied()).isEqualTo(fixture.without(BAD));
      List<BadSectorsDevice.Read> reads = fixture.source().reads();
      for (BadSectorsDevice.Read read : reads.subList(before, reads.size())) {
        assertThat(done).noneMatch(region -> isReadAgain(region, read.region()));
      }
    }
  }

  // A sector may be read to feel the pulse.
  private static boolean isReadAgain(Region done, Region read) {
    return read.length() > SECTOR && done.overlaps(read);
  }

  @Test
  void aFinishedMapIsNotReadNorWritten() throws Exception {
    try (var fixture = damaged()) {
      fixture.rescue(fixture.start(), options()).run();
      int before = fixture.source().reads().size();
      Standing standing = file.read(SIZE);
      var target = new FaultyDevice(fixture.target());

      RescueOutcome outcome = fixture.rescue(fixture.source(), target, standing, options()).run();

      assertThat(standing.stage()).isEqualTo(Stage.FINISHED);
      assertThat(outcome).isEqualTo(new RescueOutcome.Done(BAD));
      assertThat(fixture.source().reads()).hasSize(before);
      assertThat(target.count(Operation.WRITE)).isZero();
    }
  }

  @Test
  void whatWasNotTriedIsTriedWhateverTheStage() throws Exception {
    try (var fixture = damaged()) {
      Standing standing = new Standing(new RescueMap(SIZE), Stage.FINISHED, 1, 0);

      assertThat(fixture.rescue(standing, options()).run()).isEqualTo(new RescueOutcome.Done(BAD));
      assertThat(fixture.copied()).isEqualTo(fixture.without(BAD));
    }
  }

  @Test
  void whatBeginsInsideASectorIsReadAsAWhole() throws Exception {
    try (var fixture = new RescueFixture(SIZE, 4096 / 8)) {
      Standing standing = fixture.start();
      standing.map().set(new Region(100, 1000), Status.FINISHED);

      fixture.rescue(standing, options()).run();

      assertThat(fixture.copied()[99]).isEqualTo(fixture.without(List.of())[99]);
      assertThat(fixture.copied()[1101]).isEqualTo(fixture.without(List.of())[1101]);
    }
  }

  @Test
  void aSourceThatIsGoneIsNotTakenForBad() throws Exception {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      fixture.source().fail(LONE, BadSectorsDevice.ALWAYS);
      // It stays gone: of reads at the same time, the earlier one may come here later.
      var source =
          new Counting(
              fixture.source(),
              n -> {
                if (n >= 20) {
                  fixture.source().setGone(true);
                }
              });

      RescueOutcome outcome =
          fixture.rescue(source, fixture.target(), fixture.start(), options()).run();

      assertThat(outcome).isInstanceOf(RescueOutcome.SourceFailed.class);
      Standing standing = file.read(SIZE);
      assertThat(standing.map().bytes(Status.BAD_SECTOR)).isZero();
      assertThat(standing.map().bytes(Status.NON_TRIMMED)).isLessThanOrEqualTo(COARSE);

      fixture.source().setGone(false);
      assertThat(fixture.rescue(standing, options()).run())
          .isEqualTo(new RescueOutcome.Done(List.of(LONE)));
      assertThat(fixture.copied()).isEqualTo(fixture.without(List.of(LONE)));
    }
  }

  @Test
  void aSourceThatIsGoneWhenItGoesOnIsNotTakenForBad() throws Exception {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      Standing standing = fixture.start();
      standing.map().set(new Region(2 * COARSE, 9 * COARSE), Status.FINISHED);
      RescueMap before = standing.map().copy();
      fixture.source().setGone(true);

      assertThat(fixture.rescue(standing, options()).run())
          .isInstanceOf(RescueOutcome.SourceFailed.class);

      assertThat(file.read(SIZE).map().blocks()).isEqualTo(before.blocks());
    }
  }

  @Test
  void aSourceOfWhichSomeWasReadBeforeAndSomeStillCanIsNotGone() throws Exception {
    try (var fixture = new RescueFixture(SIZE, SECTOR)) {
      Region bad = new Region(0, 30 * COARSE);
      fixture.source().fail(bad, BadSectorsDevice.ALWAYS);
      Standing standing = fixture.start();
      standing.map().set(new Region(0, 2 * COARSE), Status.FINISHED);
      standing.map().set(new Region(30 * COARSE, SIZE - 30 * COARSE), Status.FINISHED);

      assertThat(fixture.rescue(standing, options()).run())
          .isEqualTo(new RescueOutcome.Done(List.of(new Region(2 * COARSE, 28 * COARSE))));
    }
  }

  @Test
  void aSourceThatWasNeverReadIsAllBad() throws Exception {
    try (var fixture = new RescueFixture(4 * COARSE, SECTOR)) {
      fixture.source().setGone(true);

      assertThat(fixture.run())
          .isEqualTo(new RescueOutcome.Done(List.of(new Region(0, 4 * COARSE))));
    }
  }

  @Test
  void whatTheMapCallsFinishedIsDurable() throws Exception {
    try (var fixture = damaged()) {
      var clock = new AtomicLong();
      var forgetful = new Forgetful(fixture.target());
      Setting setting = new Setting(options(), PLANS, () -> clock.addAndGet(20_000_000_000L));
      AtomicInteger seen = new AtomicInteger();
      var source =
          new Counting(
              fixture.source(),
              _ -> {
                if (Files.exists(file.path())) {
                  seen.incrementAndGet();
                  forgetful.assertHolds(written(), fixture);
                }
              });

      new Rescue(new Ends(source, forgetful), fixture.start(), setting, RescueListener.NONE).run();

      assertThat(seen).hasPositiveValue();
    }
  }

  private List<Region> written() {
    try {
      return file.read(SIZE).map().regions(Status.FINISHED);
    } catch (IOException | MapFormatException e) {
      throw new AssertionError(e);
    }
  }

  /// Knows what was written when it was flushed last.
  private static final class Forgetful extends PassingDevice {
    private final RescueMap written = new RescueMap(SIZE);
    private volatile RescueMap durable = new RescueMap(SIZE);

    Forgetful(BlockDevice below) {
      super(below);
    }

    @Override
    public void write(long offset, MemorySegment... buffers) throws DeviceException {
      super.write(offset, buffers);
      written.set(new Region(offset, buffers[0].byteSize()), Status.FINISHED);
    }

    @Override
    public void flush() throws DeviceException {
      RescueMap now = written.copy();
      super.flush();
      durable = now;
    }

    void assertHolds(List<Region> regions, RescueFixture fixture) {
      assertThat(fixture.target().geometry().size()).isEqualTo(SIZE);
      for (Region region : regions) {
        Region held = durable.next(Status.FINISHED, region.offset()).orElse(Region.NOWHERE);
        assertThat(held.contains(region)).isTrue();
      }
    }
  }

  @Test
  void theMapIsNotWrittenAllTheTime() throws Exception {
    try (var fixture = damaged()) {
      var target = new FaultyDevice(fixture.target());

      fixture.rescue(fixture.source(), target, fixture.start(), options()).run();

      assertThat(target.count(Operation.FLUSH)).isEqualTo(1);
    }
  }

  @Test
  void aMapThatCannotBeWrittenIsToldOnceMeanwhileAndAtTheEnd() throws Exception {
    try (var fixture = damaged()) {
      var nowhere = new MapFile(folder.resolve("no/map"));
      var clock = new AtomicLong();
      Setting setting =
          new Setting(
              new RescueOptions(0, 0, Optional.of(nowhere)),
              PLANS,
              () -> clock.addAndGet(20_000_000_000L));

      var told = new ConcurrentLinkedQueue<IOException>();
      var listener =
          new RescueListener() {
            @Override
            public void unwritten(IOException cause) {
              told.add(cause);
            }
          };

      RescueOutcome outcome =
          new Rescue(
                  new Ends(fixture.source(), fixture.target()), fixture.start(), setting, listener)
              .run();

      assertThat(told).singleElement().isInstanceOf(NoSuchFileException.class);
      assertThat(outcome)
          .isInstanceOfSatisfying(
              RescueOutcome.MapFailed.class,
              failed -> assertThat(failed.unreadable()).isEqualTo(BAD));
      assertThat(fixture.copied()).isEqualTo(fixture.without(BAD));
    }
  }

  @Test
  void aCancelledRescueWithoutAPlaceForItsMapIsCancelled() throws Exception {
    try (var fixture = damaged()) {
      var nowhere = new MapFile(folder.resolve("no/map"));
      Rescue rescue =
          fixture.rescue(fixture.start(), new RescueOptions(0, 0, Optional.of(nowhere)));
      rescue.cancel();

      assertThat(rescue.run()).isInstanceOf(RescueOutcome.Cancelled.class);
      assertThat(fixture.source().reads()).isEmpty();
    }
  }

  @Test
  void aCancelledRescueWhoseTargetFailsHasFailed() throws Exception {
    try (var fixture = damaged()) {
      var target = new FaultyDevice(fixture.target());
      target.failFrom(Operation.FLUSH, 1, Fault.eio());
      Rescue rescue = fixture.rescue(fixture.source(), target, fixture.start(), options());
      rescue.cancel();

      assertThat(rescue.run()).isInstanceOf(RescueOutcome.TargetFailed.class);
    }
  }

  @Test
  void anInterruptCancels() throws Exception {
    try (var fixture = damaged()) {
      Rescue rescue = fixture.rescue(fixture.start(), options());
      Thread.currentThread().interrupt();

      RescueOutcome outcome = rescue.run();

      assertThat(Thread.interrupted()).isTrue();
      assertThat(outcome).isInstanceOf(RescueOutcome.Cancelled.class);
    }
  }

  @Test
  void progressIsThatOfTheMap() throws Exception {
    try (var fixture = damaged()) {
      Rescue rescue = fixture.rescue(fixture.start(), options());
      assertThat(rescue.bytesDone()).isZero();

      rescue.run();

      assertThat(rescue.bytesDone()).isEqualTo(SIZE);
      assertThat(rescue.blocks())
          .filteredOn(block -> block.status() == Status.BAD_SECTOR)
          .extracting(Block::region)
          .containsExactlyInAnyOrder(LONE, WIDE);
    }
  }
}
