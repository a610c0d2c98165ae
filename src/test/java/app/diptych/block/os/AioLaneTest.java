package app.diptych.block.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.diptych.block.DeviceException;
import app.diptych.block.Lane;
import app.diptych.block.Operation;
import app.diptych.block.Transfer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Transfers that are begun on real images and not waited for.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class AioLaneTest {
  private static final int MOST = 16;
  private static final int PAGE = 4096;
  private static final int PAGES = 256;

  @TempDir Path folder;

  private final Arena arena = Arena.ofShared();
  private RawDevice device;
  private Lane lane;
  private Thread awaiter;
  private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

  @BeforeEach
  void open() throws Exception {
    device = RawDevice.create(folder.resolve("image"), PAGES * PAGE, OpenOptions.TARGET);
    Optional<Lane> opened = device.lane(MOST);
    assumeThat(opened).as("a file system with direct I/O").isPresent();
    lane = opened.orElseThrow();
    Lane awaited = lane;
    awaiter =
        new Thread(() -> {
          while (awaited.await()) {
            Thread.onSpinWait();
          }
        });
    awaiter.setUncaughtExceptionHandler((_, e) -> broken.set(e));
    awaiter.start();
  }

  @AfterEach
  void close() throws Exception {
    if (lane != null) {
      lane.end();
      awaiter.join();
      lane.close();
    }
    device.close();
    arena.close();
    assertThat(broken.get()).isNull();
  }

  @Test
  void whatIsBegunIsDoneInAnyOrderAndReadBack() throws Exception {
    for (int round = 0; round < 20; round++) {
      for (int at = 0; at < PAGES; at += MOST) {
        int from = at;
        var some = new CountDownLatch(MOST);
        for (int i = 0; i < MOST; i++) {
          MemorySegment page = filled(round * PAGES + from + i);
          begin(
              Operation.WRITE,
              (long) (from + i) * PAGE,
              page,
              failure -> {
                assertThat(failure).isNull();
                some.countDown();
              });
          if (i % 5 == 4) {
            lane.submit();
          }
        }
        lane.submit();
        assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
      }
    }
    MemorySegment all = arena.allocate(PAGES * PAGE, PAGE);
    device.read(0, all);
    for (int page = 0; page < PAGES; page++) {
      assertThat(all.get(ValueLayout.JAVA_INT, (long) page * PAGE)).isEqualTo(19 * PAGES + page);
    }
  }

  @Test
  void transfersEndWhileOthersAreBegun() throws Exception {
    var random = new SplittableRandom(7);
    int count = 5_000;
    var ended = new CountDownLatch(count);
    var room = new Semaphore(MOST);
    List<Integer> wrong = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < count; i++) {
      if (!room.tryAcquire()) {
        lane.submit();
        assertThat(room.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      }
      int number = i;
      begin(
          Operation.READ,
          (long) random.nextInt(PAGES) * PAGE,
          filled(1),
          failure -> {
            if (failure != null) {
              wrong.add(number);
            }
            ended.countDown();
            room.release();
          });
      if (random.nextInt(4) == 0) {
        lane.submit();
      }
    }
    lane.submit();
    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(wrong).isEmpty();
  }

  @Test
  void closingTheDeviceWaitsForWhatIsUnderWay() throws Exception {
    var ended = new CountDownLatch(MOST);
    for (int i = 0; i < MOST; i++) {
      begin(Operation.WRITE, (long) i * PAGE, filled(i), _ -> ended.countDown());
    }
    lane.submit();
    device.close();
    AtomicReference<@Nullable DeviceException> late = new AtomicReference<>();
    begin(Operation.READ, 0, filled(0), late::set);
    assertThat(late.get()).isInstanceOf(DeviceException.Disconnected.class);
    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsNotAlignedIsNotTaken() {
    MemorySegment askew = arena.allocate(2 * PAGE, PAGE).asSlice(512, PAGE);
    Transfer transfer = new Transfer(Operation.READ, 0, askew, _ -> {});
    boolean isTaken = device.takes(lane, transfer);
    assertThat(device.begin(lane, transfer)).isEqualTo(isTaken);
    if (isTaken) {
      lane.submit();
    }
  }

  @Test
  void whereTheSystemGrantsNoneThereIsNone() {
    // /proc/sys/fs/aio-max-nr is far below.
    assertThat(device.lane(1 << 28)).isEmpty();
  }

  @Test
  void throughTheCacheThereIsNone() throws Exception {
    OpenOptions cached = OpenOptions.READ.with(Caching.CACHED);
    try (RawDevice other = RawDevice.open(folder.resolve("image"), cached)) {
      assertThat(other.lane(MOST)).isEmpty();
      Transfer transfer = new Transfer(Operation.READ, 0, filled(0), _ -> {});
      assertThat(other.begin(lane, transfer)).isFalse();
    }
  }

  @Test
  void whatLiesOutsideIsRefusedAtOnce() {
    assertThatThrownBy(() -> begin(Operation.READ, PAGES * PAGE, filled(0), _ -> {}))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private void begin(
      Operation operation, long offset, MemorySegment buffer, Transfer.Ending ending) {
    assertThat(device.begin(lane, new Transfer(operation, offset, buffer, ending))).isTrue();
  }

  private MemorySegment filled(int content) {
    MemorySegment page = arena.allocate(PAGE, PAGE);
    for (long at = 0; at < PAGE; at += 4) {
      page.set(ValueLayout.JAVA_INT, at, content);
    }
    return page;
  }
}
