package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Durability;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How large the copier's requests are while callers are at work, and while they are not.
@Timeout(60)
final class GivingWayTest {
  private static final int CHUNK = 1 << 20;
  private static final MirrorOptions OPTIONS =
      new MirrorOptions(CopyMode.WRITE_BLOCKING, Durability.ON_FLUSH, CHUNK, 4 * CHUNK, 1);

  private final MemoryDevice primary = new MemoryDevice("primary", 16 * CHUNK, 512);
  private final MemoryDevice secondary = new MemoryDevice("secondary", 16 * CHUNK, 512);
  private final Set<Long> read = ConcurrentHashMap.newKeySet();
  private final Set<Long> written = ConcurrentHashMap.newKeySet();

  private BlockDevice noting(BlockDevice device) {
    return new PassingDevice(device) {
      @Override
      public void read(long offset, MemorySegment... buffers) throws DeviceException {
        read.add(buffers[0].byteSize());
        super.read(offset, buffers);
      }

      @Override
      public void write(long offset, MemorySegment... buffers) throws DeviceException {
        written.add(buffers[0].byteSize());
        super.write(offset, buffers);
      }
    };
  }

  // The caller's own are shorter still.
  private static boolean isShort(long bytes) {
    return bytes >= 1 << 16 && bytes < CHUNK;
  }

  private MirrorFixture mirror(BlockDevice source) throws Exception {
    Content.fill(primary, 3);
    return new MirrorFixture(noting(source), noting(secondary), OPTIONS);
  }

  @Test
  void nobodyIsInTheWayOfLargeRequests() throws Exception {
    try (var mirror = mirror(primary)) {
      mirror.awaitSync();

      assertThat(read).containsExactly(4L * CHUNK);
      assertThat(written).containsExactly(4L * CHUNK);
    }
  }

  @Test
  void callersWaitForShortRequestsOnly() throws Exception {
    var gated = new GatedDevice(primary);
    var calls = new AtomicLong();
    var isOver = new AtomicBoolean();
    try (var stop = gated.stopBefore(Operation.READ, new Region(4L * CHUNK, CHUNK));
        var mirror = mirror(gated)) {
      stop.awaitArrival();
      var caller =
          mirror.async(device -> {
            while (!isOver.get()) {
              byte[] _ = Content.read(device, 0, 512);
              calls.incrementAndGet();
            }
          });
      MirrorFixture.until(() -> calls.get() > 0);
      read.clear();
      written.clear();
      stop.open();
      mirror.awaitSync();
      isOver.set(true);
      MirrorFixture.await(caller);

      assertThat(read).anyMatch(GivingWayTest::isShort);
      assertThat(written).anyMatch(GivingWayTest::isShort);
      assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
    }
  }

  @Test
  void belowACeilingCopiersDoNotBeginTogether() throws Exception {
    Content.fill(primary, 3);
    var gated = new GatedDevice(noting(primary));
    var all = new Region(0, 16L * CHUNK);
    // The second one would begin after eleven days.
    MirrorOptions slow = OPTIONS.withDepth(4).withRate(1);
    try (var stop = gated.stopBefore(Operation.READ, all);
        var mirror = new MirrorFixture(gated, noting(secondary), slow)) {
      stop.awaitArrival();
      stop.letOne();
      MirrorFixture.until(() -> mirror.mirror.progress().bytesDone() > 0);

      assertThat(mirror.mirror.progress().bytesDone()).isEqualTo(CHUNK);
      assertThat(stop.hasArrival()).isFalse();
    }
  }
}
