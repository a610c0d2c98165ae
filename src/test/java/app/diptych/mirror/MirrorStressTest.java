package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Durability;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Real threads, as fast as they can: what the simulator cannot draw, the machine does.
@Timeout(240)
final class MirrorStressTest {
  private static final int SIZE = 2 << 20;
  private static final int WRITERS = 6;

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void bothSidesAreEqualAfterManyWriters(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    var primary = new MemoryDevice("primary", SIZE, 512);
    var secondary = new MemoryDevice("secondary", SIZE, seed % 3 == 0 ? 4096 : 512);
    // Some of the callers' writes fail half-way on the primary, which is to be repaired.
    var faulty = new FaultyDevice(primary);
    for (int n = 0; n < 5; n++) {
      faulty.failNth(Operation.WRITE, random.nextInt(1, 500), Fault.eio().torn(4096));
    }
    var options =
        new MirrorOptions(
            seed % 2 == 0 ? CopyMode.BACKGROUND : CopyMode.WRITE_BLOCKING,
            seed % 5 == 0 ? Durability.ON_WRITE : Durability.ON_FLUSH,
            16 << 10,
            64 << 10,
            4);
    Content.fill(primary, seed);
    Content.fill(secondary, seed + 1);
    var isOver = new AtomicBoolean();
    try (var mirror = new MirrorFixture(faulty, secondary, options)) {
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        SplittableRandom own = random.split();
        writers.add(mirror.async(device -> work(mirror.mirror, own, isOver)));
      }
      mirror.awaitEnd();
      isOver.set(true);
      for (CompletableFuture<Void> writer : writers) {
        MirrorFixture.await(writer);
      }
      mirror.awaitState(MirrorState.InSync.class);
      mirror.mirror.flush();

      assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
      assertThat(mirror.told).containsOnlyOnce("complete").doesNotContain("failed secondary");
    }
  }

  private static void work(Mirror mirror, SplittableRandom random, AtomicBoolean isOver) {
    for (int n = 0; n < 100 || !isOver.get(); n++) {
      int length = 4096 * random.nextInt(1, 12);
      long offset = 4096L * random.nextInt((SIZE - length) / 4096 + 1);
      try {
        if (random.nextInt(8) > 0) {
          Content.write(mirror, offset, Content.random(random.nextLong(), length));
        } else {
          mirror.zero(new Region(offset, length));
        }
      } catch (DeviceException _) {
        // As the faults want it; the mirror repairs what is left behind.
      }
    }
  }
}
