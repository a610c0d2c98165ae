package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.diptych.block.BlockDevice;
import app.diptych.block.Lane;
import app.diptych.block.Operation;
import app.diptych.block.SliceDevice;
import app.diptych.block.Transfer;
import app.diptych.block.WatchedDevice;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Writes that overlap, begun and not waited for, on a mirror of real images while it is built and
/// after that. Where one is not begun, it is waited for.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class BegunTest {
  private static final int SIZE = 16 << 20;
  private static final int PAGE = 4096;
  private static final int MOST = 16;
  private static final int WRITES = 3_000;

  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void bothSidesAreEqualInTheEnd(long seed) throws Exception {
    try (RawDevice primary = RawDevice.create(folder.resolve("p"), SIZE, OpenOptions.TARGET);
        RawDevice larger = RawDevice.create(folder.resolve("s"), 2 * SIZE, OpenOptions.TARGET);
        BlockDevice secondary = new SliceDevice(larger, primary.geometry().region());
        Arena arena = Arena.ofShared()) {
      fill(primary, arena, seed);
      // As jobs have them.
      var left = new WatchedDevice(primary, System::nanoTime);
      var right = new WatchedDevice(secondary, System::nanoTime);
      MirrorOptions options = MirrorOptions.DEFAULT;
      try (Mirror mirror = Mirror.connect(left, right, options, MirrorListener.NONE)) {
        Optional<Lane> lane = mirror.lane(MOST);
        assumeThat(lane).as("a file system with direct I/O").isPresent();
        int begun = writeAtRandom(mirror, lane.orElseThrow(), arena, seed);
        assertThat(begun).as("begun of %s", WRITES).isGreaterThan(WRITES / 2);
        while (!(mirror.awaitEndOfCopying() instanceof MirrorState.InSync)) {
          Thread.onSpinWait();
        }
      }
      assertThat(left.oldest()).isEmpty();
      assertThat(right.oldest()).isEmpty();
      assertThat(content(secondary, arena).mismatch(content(primary, arena))).isEqualTo(-1);
    }
  }

  private static int writeAtRandom(Mirror mirror, Lane lane, Arena arena, long seed)
      throws Exception {
    Thread awaiter =
        new Thread(() -> {
          while (lane.await()) {
            Thread.onSpinWait();
          }
        });
    awaiter.start();
    var random = new SplittableRandom(seed);
    var room = new Semaphore(MOST);
    var failed = new AtomicInteger();
    int begun = 0;
    for (int i = 0; i < WRITES; i++) {
      if (!room.tryAcquire()) {
        lane.submit();
        assertThat(room.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      }
      // Few places, so that many overlap.
      long at = (long) random.nextInt(64) * (SIZE / 64) + (long) random.nextInt(2) * PAGE;
      MemorySegment data = arena.allocate(2 * PAGE, PAGE).fill((byte) random.nextInt());
      Transfer transfer =
          new Transfer(
              Operation.WRITE,
              at,
              data,
              failure -> {
                failed.addAndGet(failure == null ? 0 : 1);
                room.release();
              });
      if (mirror.begin(lane, transfer)) {
        begun++;
      } else {
        lane.submit();
        mirror.write(at, data);
        room.release();
      }
    }
    lane.end();
    awaiter.join();
    lane.close();
    assertThat(failed.get()).isZero();
    assertThat(room.availablePermits()).isEqualTo(MOST);
    return begun;
  }

  private static void fill(BlockDevice device, Arena arena, long seed) throws Exception {
    MemorySegment all = arena.allocate(SIZE, PAGE).fill((byte) seed);
    device.write(0, all);
  }

  private static MemorySegment content(BlockDevice device, Arena arena) throws Exception {
    MemorySegment all = arena.allocate(SIZE, PAGE);
    device.read(0, all);
    return all;
  }
}
