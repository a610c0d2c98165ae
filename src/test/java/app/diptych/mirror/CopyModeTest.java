package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.block.SlowDevice;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of callers' writes before the mirror is in sync, in either mode, and that the
/// copying ends.
@Timeout(240)
final class CopyModeTest {
  private static final int CHUNK = MirrorFixture.CHUNK;

  private final MemoryDevice primary = new MemoryDevice("primary", 4 * CHUNK, 512);
  private final MemoryDevice secondary = new MemoryDevice("secondary", 4 * CHUNK, 512);

  /// Counts the secondary's writes of one sector, made where the chunk is clean and the copying not
  /// over.
  private long writesOfACallerInACleanChunk(CopyMode mode, int times) throws Exception {
    var gated = new GatedDevice(primary);
    // So that the secondary is not the slower one, however busy the machine is.
    var slow = new SlowDevice(gated, Duration.ofMillis(5), Operation.WRITE);
    var counted = new FaultyDevice(secondary);
    try (var stop = gated.stopBefore(Operation.READ, new Region(3L * CHUNK, CHUNK));
        var mirror = new MirrorFixture(slow, counted, MirrorFixture.ONE_BY_ONE.with(mode))) {
      stop.awaitArrival();
      long before = counted.count(Operation.WRITE);
      for (int n = 0; n < times; n++) {
        MirrorFixture.await(mirror.write(0, Content.random(n, 512)));
      }
      long writes = counted.count(Operation.WRITE) - before;
      stop.open();
      mirror.awaitSync();

      assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
      return writes;
    }
  }

  @Test
  void writeBlockingWritesBothSides() throws Exception {
    assertThat(writesOfACallerInACleanChunk(CopyMode.WRITE_BLOCKING, 3)).isEqualTo(3);
  }

  @Test
  void backgroundLeavesTheSecondaryToTheCopier() throws Exception {
    assertThat(writesOfACallerInACleanChunk(CopyMode.BACKGROUND, 3)).isZero();
  }

  @Test
  void writeBlockingLeavesASlowSecondaryToTheCopierUntilItIsInSync() throws Exception {
    Content.fill(primary, 7);
    var gated = new GatedDevice(primary);
    var counted = new FaultyDevice(secondary);
    var slow = new SlowDevice(counted, Duration.ofMillis(100), Operation.WRITE);
    try (var stop = gated.stopBefore(Operation.READ, new Region(3L * CHUNK, CHUNK));
        var mirror = new MirrorFixture(gated, slow, MirrorFixture.ONE_BY_ONE)) {
      stop.awaitArrival();
      MirrorFixture.await(mirror.write(0, Content.random(0, 512)));
      long before = counted.count(Operation.WRITE);
      for (int n = 1; n < 50; n++) {
        MirrorFixture.await(mirror.write(n * 4096L, Content.random(n, 512)));
      }
      assertThat(counted.count(Operation.WRITE)).isEqualTo(before);
      stop.open();
      mirror.awaitSync();
      assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
      MirrorFixture.await(mirror.write(0, Content.random(99, 512)));

      assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
    }
  }

  @ParameterizedTest
  @EnumSource(CopyMode.class)
  void theCopyingEndsHoweverCallersWrite(CopyMode mode) throws Exception {
    var options = MirrorFixture.ONE_BY_ONE.with(mode);
    var isOver = new AtomicBoolean();
    try (var mirror = new MirrorFixture(primary, secondary, options)) {
      var writer =
          mirror.async(device -> {
            var random = new SplittableRandom(1);
            for (long n = 0; !isOver.get(); n++) {
              Content.write(device, random.nextInt(4 * CHUNK / 512) * 512L, Content.random(n, 512));
            }
          });
      mirror.awaitSync();
      isOver.set(true);
      MirrorFixture.await(writer);

      assertThat(mirror.mirror.state()).isInstanceOf(MirrorState.InSync.class);
      assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
    }
  }

  @ParameterizedTest
  @EnumSource(CopyMode.class)
  void inSyncEveryWriteIsOnBothSidesWhenItReturns(CopyMode mode) throws Exception {
    try (var mirror = new MirrorFixture(primary, secondary, MirrorFixture.ONE_BY_ONE.with(mode))) {
      mirror.awaitSync();
      for (int n = 0; n < 20; n++) {
        Content.write(mirror.mirror, n * 4096L, Content.random(n, 8192));

        assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
      }
    }
  }
}
