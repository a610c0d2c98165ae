package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Durability;
import app.diptych.block.Extent;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.Geometry;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The contract of the mirror, row by row: reading, writing, errors, and the end.
@Timeout(240)
final class MirrorInputOutputTest {
  private static final int CHUNK = MirrorFixture.CHUNK;

  private final MemoryDevice primary = new MemoryDevice("primary", 10 * CHUNK, 512);
  private final MemoryDevice secondary = new MemoryDevice("secondary", 10 * CHUNK, 512);

  // ---- read

  @Test
  void readFillsAListOfAnyLength() throws Exception {
    byte[] content = Content.fill(primary, 1);
    try (var mirror = new MirrorFixture(primary, secondary);
        Arena arena = Arena.ofConfined()) {
      var buffers = new ArrayList<MemorySegment>();
      IntStream.rangeClosed(0, 20).forEach(n -> buffers.add(arena.allocate(n * 512L, 4096)));
      mirror.mirror.read(1024, buffers.toArray(MemorySegment[]::new));

      int at = 1024;
      for (MemorySegment buffer : buffers) {
        int to = at + (int) buffer.byteSize();
        assertThat(buffer.toArray(ValueLayout.JAVA_BYTE))
            .isEqualTo(Arrays.copyOfRange(content, at, to));
        at = to;
      }
      mirror.mirror.read(0);
    }
  }

  @Test
  void readsGoToThePrimaryAlone() throws Exception {
    var faulty = new FaultyDevice(secondary).failFrom(Operation.READ, 1, Fault.eio());
    try (var mirror = new MirrorFixture(primary, faulty)) {
      mirror.awaitSync();
      Content.readAll(mirror.mirror);

      assertThat(faulty.count(Operation.READ)).isZero();
    }
  }

  // ---- write

  @Test
  void writesGoToBothSidesWhereThereIsNoThreadForTheSecondHalf() throws Exception {
    var threadsLeft = new AtomicInteger(MirrorFixture.ONE_BY_ONE.depth());
    ThreadFactory scarce =
        task -> {
          if (threadsLeft.getAndDecrement() <= 0) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          return new Thread(task);
        };
    byte[] bytes = Content.random(3, 3 * CHUNK);
    var surroundings = new Surroundings(scarce, Timing.SYSTEM, Integer.MAX_VALUE);
    try (Mirror mirror =
        Mirror.connect(
            primary,
            secondary,
            MirrorFixture.ONE_BY_ONE,
            IntentLog.NONE,
            MirrorListener.NONE,
            surroundings)) {
      assertThat(mirror.awaitEndOfCopying()).isInstanceOf(MirrorState.InSync.class);
      Content.write(mirror, 512, bytes);
      mirror.flush();
      assertThat(mirror.detach()).isTrue();
    }
    assertThat(Content.read(secondary, 512, bytes.length)).isEqualTo(bytes);
    assertThat(Content.readAll(primary)).isEqualTo(Content.readAll(secondary));
  }

  @Test
  void theEndsAreWipedWhereverTheLastChunkBegins() throws Exception {
    long size = (3L << 20) + 4096;
    var unreadable =
        new FaultyDevice(new MemoryDevice("p", size, 512)).failFrom(Operation.READ, 1, Fault.eio());
    var target = new MemoryDevice("s", size, 512);
    Content.fill(target, 1);
    try (var mirror = new MirrorFixture(unreadable, target, MirrorOptions.DEFAULT)) {
      mirror.awaitState(MirrorState.Failed.class);
    }

    assertThat(Content.read(target, 0, 1 << 20)).containsOnly(0);
    assertThat(Content.read(target, size - (1 << 20), 1 << 20)).containsOnly(0);
  }

  @Test
  void aWriteInSyncIsOnBothSidesWhenItReturns() throws Exception {
    byte[] bytes = Content.random(3, 3 * CHUNK);
    try (var mirror = new MirrorFixture(primary, secondary)) {
      mirror.awaitSync();
      Content.write(mirror.mirror, CHUNK / 2, bytes);

      assertThat(Content.read(primary, CHUNK / 2, bytes.length)).isEqualTo(bytes);
      assertThat(Content.read(secondary, CHUNK / 2, bytes.length)).isEqualTo(bytes);
    }
  }

  @Test
  void buffersAreHandedToTheDevicesAsTheyAre() throws Exception {
    var seen = ConcurrentHashMap.<Long>newKeySet();
    try (var mirror = new MirrorFixture(noting(primary, seen), noting(secondary, seen));
        Arena arena = Arena.ofShared()) {
      mirror.awaitSync();
      MemorySegment buffer = arena.allocate(4096, 4096);
      mirror.mirror.write(0, buffer);

      assertThat(seen).containsExactly(buffer.address());
    }
  }

  /// Notes where the buffers of callers' writes lie, which are shorter than the copier's.
  private static BlockDevice noting(BlockDevice device, Set<Long> addresses) {
    return new PassingDevice(device) {
      @Override
      public void write(long offset, MemorySegment... buffers) throws DeviceException {
        if (buffers[0].byteSize() == 4096) {
          addresses.add(buffers[0].address());
        }
        super.write(offset, buffers);
      }
    };
  }

  @Test
  void buffersThatOnlyTheCallerCanAccessAreRefused() throws Exception {
    try (var mirror = new MirrorFixture(primary, secondary);
        Arena arena = Arena.ofConfined()) {
      mirror.awaitSync();
      MemorySegment buffer = arena.allocate(512, 4096);

      assertThatThrownBy(() -> mirror.mirror.write(0, buffer))
          .isInstanceOf(IllegalArgumentException.class);
      mirror.mirror.read(0, buffer);
      assertThat(mirror.mirror.state()).isInstanceOf(MirrorState.InSync.class);
    }
  }

  @Test
  void onWriteMakesAWriteDurableBeforeItReturns() throws Exception {
    var p = new FaultyDevice(primary);
    var s = new FaultyDevice(secondary);
    var options = new MirrorOptions(CopyMode.WRITE_BLOCKING, Durability.ON_WRITE, CHUNK, CHUNK, 1);
    try (var mirror = new MirrorFixture(p, s, options)) {
      mirror.awaitSync();
      long before = s.count(Operation.FLUSH);
      Content.write(mirror.mirror, 0, new byte[512]);

      assertThat(p.count(Operation.FLUSH)).isEqualTo(1);
      assertThat(s.count(Operation.FLUSH)).isEqualTo(before + 1);
    }
  }

  @Test
  void onFlushLeavesItToFlushWhichReachesBothSidesInSync() throws Exception {
    var p = new FaultyDevice(primary);
    var s = new FaultyDevice(secondary);
    try (var mirror = new MirrorFixture(p, s)) {
      mirror.awaitSync();
      long before = s.count(Operation.FLUSH);
      Content.write(mirror.mirror, 0, new byte[512]);
      assertThat(p.count(Operation.FLUSH)).isZero();
      mirror.mirror.flush();

      assertThat(p.count(Operation.FLUSH)).isEqualTo(1);
      assertThat(s.count(Operation.FLUSH)).isEqualTo(before + 1);
    }
  }

  @Test
  void aFlushWhileCopyingDoesNotWaitForTheSecondary() throws Exception {
    var gated = new GatedDevice(secondary);
    try (var stop = gated.stopBefore(Operation.WRITE, primary.geometry().region());
        var mirror = new MirrorFixture(primary, gated)) {
      stop.awaitArrival();
      MirrorFixture.await(mirror.async(BlockDevice::flush));

      assertThat(mirror.mirror.state()).isInstanceOf(MirrorState.Copying.class);
      stop.open();
    }
  }

  @Test
  void zeroAndTrimLeaveZerosOnBothSides() throws Exception {
    Content.fill(primary, 1);
    try (var mirror = new MirrorFixture(primary, secondary)) {
      mirror.awaitSync();
      mirror.mirror.zero(new Region(512, 1024));
      mirror.mirror.trim(new Region(CHUNK, CHUNK));

      for (BlockDevice side : List.of(primary, secondary, mirror.mirror)) {
        assertThat(Content.read(side, 512, 1024)).containsOnly(0);
        assertThat(Content.read(side, CHUNK, CHUNK)).containsOnly(0);
      }
      assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
    }
  }

  @Test
  void zeroIsWrittenWhereASideCannotZero() throws Exception {
    var p = new FaultyDevice(primary).failFrom(Operation.ZERO, 1, Fault.unimplemented());
    var s = new FaultyDevice(secondary).failFrom(Operation.ZERO, 1, Fault.unimplemented());
    Content.fill(primary, 1);
    try (var mirror = new MirrorFixture(p, s)) {
      mirror.awaitSync();
      mirror.mirror.zero(new Region(0, 3 * CHUNK));

      assertThat(Content.read(primary, 0, 3 * CHUNK)).containsOnly(0);
      assertThat(Content.read(secondary, 0, 3 * CHUNK)).containsOnly(0);
    }
  }

  @Test
  void extentsAreThePrimarysInWholeSectors() throws Exception {
    var known =
        new PassingDevice(primary) {
          @Override
          public List<Extent> extents(Region region) {
            return List.of(
                new Extent(new Region(0, 512), Extent.Kind.DATA),
                new Extent(new Region(512, 8192), Extent.Kind.HOLE),
                new Extent(new Region(8704, 7680), Extent.Kind.DATA));
          }
        };
    var coarse = new MemoryDevice("secondary", 10 * CHUNK, 4096);
    try (var mirror = new MirrorFixture(known, coarse)) {
      assertThat(mirror.mirror.extents(new Region(0, 16384)))
          .containsExactly(
              new Extent(new Region(0, 4096), Extent.Kind.DATA),
              new Extent(new Region(4096, 4096), Extent.Kind.HOLE),
              new Extent(new Region(8192, 8192), Extent.Kind.DATA));
    }
  }

  // ---- no cancelling

  @Test
  void anInterruptedCallerStillWaitsForTheDevice() throws Exception {
    var gated = new GatedDevice(secondary);
    try (var mirror = new MirrorFixture(primary, gated)) {
      mirror.awaitSync();
      try (var stop = gated.stopBefore(Operation.WRITE, primary.geometry().region())) {
        var isInterrupted = new CompletableFuture<Boolean>();
        Thread caller =
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    Content.write(mirror.mirror, 0, new byte[512]);
                  } catch (DeviceException e) {
                    isInterrupted.completeExceptionally(e);
                  }
                  isInterrupted.complete(Thread.interrupted());
                });
        stop.awaitArrival();
        caller.interrupt();
        assertThat(isInterrupted).isNotDone();
        stop.open();
        MirrorFixture.await(isInterrupted);

        assertThat(isInterrupted.join()).isTrue();
      }
    }
  }

  // ---- errors

  @Test
  void aWriteToAReadOnlyMirrorIsReadOnlyAndWritesNothing() throws Exception {
    var p = new MemoryDevice("primary", new Geometry(10 * CHUNK, 512, true));
    try (var mirror = new MirrorFixture(p, secondary)) {
      mirror.awaitSync();

      assertThatThrownBy(() -> Content.write(mirror.mirror, 0, new byte[512]))
          .isInstanceOf(DeviceException.ReadOnly.class)
          .hasMessage("write primary @0+512: the device is read-only");
      assertThatThrownBy(() -> mirror.mirror.zero(new Region(0, 512)))
          .isInstanceOf(DeviceException.ReadOnly.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aFailureSaysWhichSideAndWhy(Side side) throws Exception {
    var p = new FaultyDevice(primary);
    var s = new FaultyDevice(secondary);
    if (side == Side.PRIMARY) {
      p.failNth(Operation.READ, 1, Fault.eio());
    } else {
      s.failNth(Operation.WRITE, 1, Fault.disconnected());
    }

    try (var mirror = new MirrorFixture(p, s)) {
      mirror.awaitEnd();
      assertThat(mirror.mirror.state().toString())
          .isIn(
              "primary: read primary @0+65536: EIO (Input/output error)",
              "secondary: write secondary @0+65536: ENXIO (No such device or address)")
          .startsWith(side.toString());
    }
  }

  // ---- disconnect

  @Test
  void closeIsIdempotentFromAnyThreadAndStopsTheCopier() throws Exception {
    var gated = new GatedDevice(secondary);
    var p = new FaultyDevice(primary);
    try (var stop = gated.stopBefore(Operation.WRITE, primary.geometry().region());
        var mirror = new MirrorFixture(p, gated)) {
      stop.awaitArrival();
      var one = mirror.async(_ -> mirror.mirror.close());
      var two = mirror.async(_ -> mirror.mirror.close());
      mirror.awaitState(MirrorState.Detached.class);
      assertThat(one).isNotDone();
      assertThat(two).isNotDone();
      stop.open();
      MirrorFixture.await(one);
      MirrorFixture.await(two);
      long reads = p.count(Operation.READ);
      mirror.mirror.close();

      assertThat(p.count(Operation.READ)).isEqualTo(reads);
      assertThat(mirror.mirror.state()).isEqualTo(new MirrorState.Detached());
      assertThat(mirror.mirror.awaitEndOfCopying()).isEqualTo(new MirrorState.Detached());
    }
  }

  @Test
  void closeLeavesNoThreadBehind() throws Exception {
    var before = Thread.getAllStackTraces().keySet();
    try (var mirror = new MirrorFixture(primary, secondary)) {
      mirror.awaitSync();
      Content.write(mirror.mirror, 0, new byte[512]);
    }

    // A thread may still be on its way out when its end was told.
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().startsWith("mirror-")) {
        assertThat(thread.join(GatedDevice.LIMIT)).as("%s", thread).isTrue();
      }
    }
  }

  @Test
  void closeDoesNotCloseTheSides() throws Exception {
    new MirrorFixture(primary, secondary).awaitSync().close();

    assertThat(Content.read(primary, 0, 512)).hasSize(512);
    assertThat(Content.read(secondary, 0, 512)).hasSize(512);
  }
}
