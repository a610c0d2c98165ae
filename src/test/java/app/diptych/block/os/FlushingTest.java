package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Latches;
import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a raw device calls durable, and when.
final class FlushingTest {
  private static final int SIZE = 1 << 20;

  @TempDir Path folder;

  private RawDevice image(UnaryOperator<OpenFile> before) throws DeviceException {
    return RawDevice.create(
        new FakeSystem(before), folder.resolve("disk.img"), SIZE, OpenOptions.TARGET);
  }

  @Test
  void aFlushThatFailedNeverSucceedsAgain() throws Exception {
    AtomicInteger syncs = new AtomicInteger();
    UnaryOperator<OpenFile> loseOnce =
        file ->
            new PassingFile(file) {
              @Override
              public void sync() throws SystemFailure {
                if (syncs.getAndIncrement() == 0) {
                  throw new SystemFailure(Errno.EIO);
                }
              }
            };
    try (RawDevice device = image(loseOnce)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(device::flush)
            .isInstanceOf(DeviceException.Unknown.class)
            .hasMessage("flush " + device.name() + ": EIO (Input/output error)");
      }
      assertThat(syncs).hasValue(1);
    }
  }

  @Test
  void aFlushBesideOneThatFailsFailsAsWell() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger syncs = new AtomicInteger();
    UnaryOperator<OpenFile> loseSlowly =
        file ->
            new PassingFile(file) {
              @Override
              public void sync() throws SystemFailure {
                if (syncs.getAndIncrement() == 0) {
                  inside.countDown();
                  Latches.await(goOn);
                  throw new SystemFailure(Errno.EIO);
                }
              }
            };
    try (RawDevice device = image(loseSlowly)) {
      CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> flushes(device));
      Latches.await(inside);
      CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> flushes(device));
      goOn.countDown();

      assertThat(first.get(60, TimeUnit.SECONDS)).isFalse();
      assertThat(second.get(60, TimeUnit.SECONDS)).isFalse();
    }
  }

  @Test
  void anImageThatWasCutOffIsNotDurable() throws Exception {
    Path path = folder.resolve("cut.img");
    Files.write(path, new byte[SIZE]);
    try (RawDevice device = RawDevice.open(path, OpenOptions.LIVE)) {
      device.flush();
      Files.write(path, new byte[4096]);

      assertThatThrownBy(device::flush)
          .isInstanceOf(DeviceException.CutShort.class)
          .hasMessage("flush " + path + ": it ends at byte 4096");
    }
  }

  @Test
  void closingWaitsForWhatIsInFlight() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    UnaryOperator<OpenFile> slow =
        file ->
            new PassingFile(file) {
              @Override
              public void sync() {
                inside.countDown();
                Latches.await(goOn);
              }
            };
    RawDevice device = image(slow);
    CompletableFuture<Boolean> flush = CompletableFuture.supplyAsync(() -> flushes(device));
    Latches.await(inside);
    Thread closer = Thread.ofPlatform().start(device::close);

    assertThat(closer.join(Duration.ofMillis(20))).isFalse();
    goOn.countDown();

    assertThat(closer.join(Duration.ofSeconds(60))).isTrue();
    assertThat(flush.get(60, TimeUnit.SECONDS)).isTrue();
  }

  private static boolean flushes(BlockDevice device) {
    try {
      device.flush();
      return true;
    } catch (DeviceException _) {
      return false;
    }
  }
}
