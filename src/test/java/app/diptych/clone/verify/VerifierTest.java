package app.diptych.clone.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneListener;
import app.diptych.clone.Refusal;
import app.diptych.clone.control.Control;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Comparing two devices in memory.
@Timeout(240)
final class VerifierTest {
  private static final int CHUNK = 2 << 20;

  private final List<MemoryDevice> devices = new ArrayList<>();
  private final Control control = Control.of(CloneListener.NONE, System::nanoTime);
  private final List<Integer> percents = new ArrayList<>();

  @AfterEach
  void close() {
    devices.forEach(MemoryDevice::close);
  }

  private MemoryDevice device(long size, int sectorSize) throws DeviceException {
    var device = new MemoryDevice("memory", size, sectorSize);
    devices.add(device);
    Content.fill(device, 7);
    return device;
  }

  private Verifier verifier(BlockDevice source, BlockDevice target) {
    return new Verifier(source, target, control, percents::add);
  }

  private Differences compare(BlockDevice source, BlockDevice target) {
    Verifier.Outcome outcome = verifier(source, target).compare();
    assertThat(outcome).isInstanceOf(Verifier.Outcome.Compared.class);
    return ((Verifier.Outcome.Compared) outcome).differences();
  }

  private static void flip(BlockDevice device, long at) throws DeviceException {
    long sector = at - at % device.geometry().sectorSize();
    byte[] bytes = Content.read(device, sector, device.geometry().sectorSize());
    bytes[(int) (at - sector)] ^= 1;
    Content.write(device, sector, bytes);
  }

  @ParameterizedTest
  @ValueSource(longs = {512, CHUNK - 512, CHUNK, CHUNK + 512, 9L * CHUNK + 1536})
  void equalDevicesHaveNoDifferences(long size) throws DeviceException {
    assertThat(compare(device(size, 512), device(size, 512)).regions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 511, 512, CHUNK - 1, CHUNK, 3L * CHUNK + 511})
  void oneByteMakesItsSectorDiffer(long at) throws DeviceException {
    MemoryDevice target = device(3L * CHUNK + 512, 512);
    flip(target, at);

    assertThat(compare(device(3L * CHUNK + 512, 512), target).regions())
        .containsExactly(new Region(at - at % 512, 512));
  }

  @ParameterizedTest
  @CsvSource({"512, 4096", "4096, 512", "512, 4194304", "4096, 4096"})
  void theGrainIsTheSmallerSector(int source, int target) throws DeviceException {
    MemoryDevice other = device(8 << 20, target);
    flip(other, 5000);
    int grain = Math.min(source, target);

    assertThat(compare(device(8 << 20, source), other).regions())
        .containsExactly(new Region(5000 - 5000 % grain, grain));
  }

  @Test
  void regionsAreMergedAcrossChunks() throws DeviceException {
    MemoryDevice target = device(2 * CHUNK, 512);
    flip(target, CHUNK - 1);
    flip(target, CHUNK);

    assertThat(compare(device(2 * CHUNK, 512), target).regions())
        .containsExactly(new Region(CHUNK - 512, 1024));
  }

  @Test
  void devicesThatDifferEverywhereHaveOneRegion() throws DeviceException {
    MemoryDevice target = device(CHUNK + 512, 512);
    Content.fill(target, 8);

    Differences differences = compare(device(CHUNK + 512, 512), target);

    assertThat(differences.regions()).containsExactly(new Region(0, CHUNK + 512));
    assertThat(differences.bytes()).isEqualTo(CHUNK + 512);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void findsExactlyTheSectorsThatDiffer(long seed) throws DeviceException {
    var random = new SplittableRandom(seed);
    int sectors = 10_000;
    MemoryDevice target = device(sectors * 512L, 512);
    var changed = new BitSet();
    for (int i = 0; i < 500; i++) {
      changed.set(random.nextInt(sectors));
    }
    for (int sector : changed.stream().toArray()) {
      flip(target, sector * 512L + random.nextInt(512));
    }

    var found = new BitSet();
    Differences differences = compare(device(sectors * 512L, 512), target);
    for (Region region : differences.regions()) {
      found.set((int) (region.offset() / 512), (int) (region.end() / 512));
    }

    assertThat(found).isEqualTo(changed);
    assertThat(differences.bytes()).isEqualTo(changed.cardinality() * 512L);
  }

  @Test
  void everyPercentIsToldOnceRisingUpToHundred() throws DeviceException {
    compare(device(10L * CHUNK, 512), device(10L * CHUNK, 512));

    assertThat(percents).isSorted().doesNotHaveDuplicates().startsWith(1).endsWith(100);
  }

  @Test
  void whatIsKnownToBeZerosOnBothSidesIsNotRead() throws DeviceException {
    MemoryDevice source = device(8L * CHUNK, 512);
    MemoryDevice target = device(8L * CHUNK, 512);
    flip(target, 5L * CHUNK);
    var left = new FaultyDevice(new HoleyDevice(source, new Region(CHUNK, 2L * CHUNK)));
    var right = new FaultyDevice(new HoleyDevice(target, new Region(0, 2L * CHUNK)));

    assertThat(compare(left, right).regions()).containsExactly(new Region(5L * CHUNK, 512));
    assertThat(left.count(Operation.READ)).isEqualTo(7);
    assertThat(right.count(Operation.READ)).isEqualTo(7);
    assertThat(percents).endsWith(100);
  }

  @Test
  void twoThatAreAllHolesAreEqual() throws DeviceException {
    MemoryDevice device = device(3L * CHUNK, 512);
    var holes = new HoleyDevice(device, device.geometry().region());

    assertThat(compare(holes, holes).regions()).isEmpty();
    assertThat(percents).endsWith(100);
  }

  @Test
  void whatDoesNotTellItsHolesIsRead() throws DeviceException {
    MemoryDevice device = device(4L * CHUNK, 512);
    var faulty =
        new FaultyDevice(device(4L * CHUNK, 512)).failFrom(Operation.EXTENTS, 1, Fault.eio());

    assertThat(compare(faulty, device).regions()).isEmpty();
    flip(device, CHUNK);
    assertThat(compare(faulty, device).regions()).containsExactly(new Region(CHUNK, 512));
  }

  @Test
  void aFailureNamesItsSide() throws DeviceException {
    MemoryDevice device = device(4L * CHUNK, 512);
    var faulty = new FaultyDevice(device(4L * CHUNK, 512)).failFrom(Operation.READ, 1, Fault.eio());

    assertThat(verifier(faulty, device).compare())
        .isInstanceOfSatisfying(
            Verifier.Outcome.Unreadable.class,
            it -> assertThat(it.role()).isEqualTo(Refusal.Role.SOURCE));
    assertThat(verifier(device, faulty).compare())
        .isInstanceOfSatisfying(
            Verifier.Outcome.Unreadable.class,
            it -> {
              assertThat(it.role()).isEqualTo(Refusal.Role.TARGET);
              assertThat(it.cause()).hasMessageContaining("EIO");
            });
  }

  @Test
  void aBugOfADeviceIsThrownAndLeavesNoThread() throws DeviceException {
    MemoryDevice device = device(CHUNK, 512);
    var faulty = new FaultyDevice(device).failNth(Operation.READ, 1, Fault.bug());

    assertThatThrownBy(() -> verifier(faulty, device).compare())
        .isInstanceOf(IllegalStateException.class);
    // One that has done its work may still be about to end.
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("verify-"))
        .allSatisfy(thread -> assertThat(thread.join(GatedDevice.LIMIT)).isTrue());
  }

  @Test
  void cancelledBeforeItReadsNothing() throws DeviceException {
    var device = new FaultyDevice(device(CHUNK, 512));
    control.cancellation().cancel();

    assertThat(verifier(device, device).compare()).isInstanceOf(Verifier.Outcome.Cancelled.class);
    assertThat(device.count(Operation.READ)).isZero();
  }

  @Test
  void cancelledMeanwhileItEndsWithTheReadsThatAreUnderWay() throws Exception {
    MemoryDevice source = device(20L * CHUNK, 512);
    var gated = new GatedDevice(device(20L * CHUNK, 512));
    try (var stop = gated.stopBefore(Operation.READ, new Region(2L * CHUNK, CHUNK))) {
      Verifier verifier = verifier(source, gated);
      var outcome = CompletableFuture.supplyAsync(verifier::compare, Thread::startVirtualThread);
      stop.awaitArrival();
      control.cancellation().cancel();
      stop.open();

      assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(Verifier.Outcome.Cancelled.class);
      assertThat(verifier.progress().bytesDone()).isLessThan(20L * CHUNK);
    }
  }

  @Test
  void anInterruptCancels() throws Exception {
    MemoryDevice source = device(20L * CHUNK, 512);
    var gated = new GatedDevice(device(20L * CHUNK, 512));
    try (var stop = gated.stopBefore(Operation.READ, new Region(0, CHUNK))) {
      var outcome = new CompletableFuture<Verifier.Outcome>();
      var wasInterrupted = new CompletableFuture<Boolean>();
      Thread thread =
          Thread.ofPlatform()
              .start(() -> {
                outcome.complete(verifier(source, gated).compare());
                wasInterrupted.complete(Thread.currentThread().isInterrupted());
              });
      stop.awaitArrival();
      thread.interrupt();
      stop.open();

      assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(Verifier.Outcome.Cancelled.class);
      assertThat(wasInterrupted.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anInterruptCancelsThoughNothingIsWaitedFor() throws SideFailure {
    Thread.currentThread().interrupt();

    SideFailure.await(
        CompletableFuture.completedFuture(null), Refusal.Role.SOURCE, control.cancellation());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(control.cancellation().isWished()).isTrue();
  }
}
