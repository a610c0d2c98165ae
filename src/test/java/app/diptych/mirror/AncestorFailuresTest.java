package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Durability;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The faults of the mirror this one descends from, D10 to D18: failures, the end, and what goes
/// out.
@Timeout(240)
final class AncestorFailuresTest {
  private static final int CHUNK = MirrorFixture.CHUNK;

  private final MemoryDevice primary = new MemoryDevice("primary", 4 * CHUNK, 512);
  private final MemoryDevice secondary = new MemoryDevice("secondary", 4 * CHUNK, 512);

  @Test
  void d10ASecondaryThatFailsACallersWriteIsNeverComplete() throws Exception {
    var gated = new GatedDevice(primary);
    var faulty = new FaultyDevice(secondary);
    try (var stop = gated.stopBefore(Operation.READ, new Region(3L * CHUNK, CHUNK));
        var mirror = new MirrorFixture(gated, faulty)) {
      stop.awaitArrival();
      faulty.failAt(Operation.WRITE, new Region(0, 512), Fault.eio().torn(512));
      MirrorFixture.await(mirror.write(0, Content.random(1, 512)));
      stop.open();
      mirror.awaitEnd();

      assertThat(mirror.told.getLast()).isEqualTo("failed secondary");
      assertThat(mirror.told).doesNotContain("complete");
    }
  }

  @Test
  void d11AfterAPrimaryWriteThatFailsHalfWayBothSidesBecomeEqualAgain() throws Exception {
    Content.fill(primary, 1);
    var faulty = new FaultyDevice(primary);
    try (var mirror = new MirrorFixture(faulty, secondary)) {
      mirror.awaitSync();
      faulty.failNth(Operation.WRITE, 1, Fault.eio().torn(512));
      assertThatThrownBy(() -> Content.write(mirror.mirror, 0, Content.random(2, 1024)))
          .hasMessage("write primary @0+1024: EIO (Input/output error)");
      mirror.awaitState(MirrorState.InSync.class);

      assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
      assertThat(mirror.told).containsOnlyOnce("complete");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"READ", "WRITE", "FLUSH"})
  void d12ABugOfADeviceEndsInAFailureNotInAHang(String operation) throws Exception {
    var p = new FaultyDevice(primary);
    var s = new FaultyDevice(secondary);
    (operation.equals("READ") ? p : s).failNth(Operation.valueOf(operation), 1, Fault.bug());
    try (var mirror = new MirrorFixture(p, s)) {
      mirror.awaitEnd();
      assertThat(mirror.mirror.state().toString()).contains("bug");
    }
  }

  @Test
  void d12ABugInACallersWriteEndsInAFailureNotInAHang() throws Exception {
    var p = new FaultyDevice(primary);
    var s = new FaultyDevice(secondary);
    try (var mirror = new MirrorFixture(p, s)) {
      mirror.awaitSync();
      p.failNth(Operation.WRITE, 1, Fault.bug());
      assertThatThrownBy(() -> Content.write(mirror.mirror, 0, new byte[512]))
          .isInstanceOf(IllegalStateException.class);
      mirror.awaitState(MirrorState.InSync.class);
      s.failFrom(Operation.WRITE, 1, Fault.bug());
      Content.write(mirror.mirror, 0, new byte[512]);

      assertThat(mirror.mirror.state()).isInstanceOf(MirrorState.Failed.class);
    }
  }

  @Test
  void d12ABugOfTheLogFailsTheMirrorBeforeTheLogIsWrong() throws Exception {
    BitSet all = new BitSet();
    all.set(0, 4);
    var log =
        new FixedLog(
            CHUNK,
            all,
            () -> {
              throw new IllegalStateException("keep");
            });
    var listener = MirrorListener.NONE;
    try (var mirror = Mirror.connect(primary, secondary, MirrorFixture.ONE_BY_ONE, log, listener)) {
      assertThat(mirror.awaitEndOfCopying()).isEqualTo(new MirrorState.InSync());
      Content.write(mirror, 0, Content.random(1, 512));

      assertThat(mirror.state().toString()).startsWith("secondary: ").contains("not written");
    }
    assertThat(Content.read(primary, 0, 512)).isEqualTo(Content.random(1, 512));
  }

  @Test
  void d12AListenerThatThrowsDisturbsNothing() throws Exception {
    var throwing =
        new MirrorListener() {
          @Override
          public void percent(int percent) {
            throw new IllegalStateException("percent");
          }

          @Override
          public void flushing() {
            throw new IllegalStateException("flushing");
          }

          @Override
          public void complete() {
            throw new IllegalStateException("complete");
          }

          @Override
          public void failed(MirrorState.Failed failure) {
            throw new IllegalStateException("failed");
          }
        };
    byte[] content = Content.fill(primary, 1);
    try (var mirror = Mirror.connect(primary, secondary, MirrorFixture.ONE_BY_ONE, throwing)) {
      assertThat(mirror.awaitEndOfCopying()).isEqualTo(new MirrorState.InSync());
    }
    assertThat(Content.readAll(secondary)).isEqualTo(content);
  }

  @Test
  void d13AfterCloseNothingWorks() throws Exception {
    var mirror = new MirrorFixture(primary, secondary).awaitSync();
    byte[] before = Content.readAll(primary);
    mirror.close();

    List<Pair.Action> all =
        List.of(
            device -> Content.read(device, 0, 512),
            device -> Content.write(device, 0, Content.random(9, 512)),
            BlockDevice::flush,
            device -> device.zero(new Region(0, 512)),
            device -> device.trim(new Region(0, 512)),
            device -> device.extents(new Region(0, 512)));
    for (Pair.Action action : all) {
      assertThatThrownBy(() -> action.on(mirror.mirror))
          .isInstanceOf(DeviceException.Disconnected.class)
          .hasMessageContaining("primary")
          .hasMessageEndingWith("closed");
    }
    assertThat(Content.readAll(primary)).isEqualTo(before);
  }

  @Test
  void d11TwoWritesThatFailInOneChunkAreBothRepaired() throws Exception {
    Content.fill(primary, 1);
    var faulty = new FaultyDevice(primary).failNth(Operation.WRITE, 1, Fault.eio().torn(512));
    faulty.failNth(Operation.WRITE, 2, Fault.eio().torn(512));
    var gated = new GatedDevice(faulty);
    try (var stop = gated.stopBefore(Operation.WRITE, new Region(32768, 512));
        var mirror = new MirrorFixture(gated, secondary)) {
      mirror.awaitSync();
      var second = mirror.write(32768, Content.random(3, 1024));
      stop.awaitArrival();
      assertThatThrownBy(() -> Content.write(mirror.mirror, 0, Content.random(2, 1024)))
          .isInstanceOf(DeviceException.Unknown.class);
      stop.open();
      assertThatThrownBy(() -> MirrorFixture.await(second))
          .hasCauseInstanceOf(DeviceException.Unknown.class);
      mirror.awaitState(MirrorState.InSync.class);

      assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
    }
  }

  @Test
  void d14PartsOfASectorAreRefused() throws Exception {
    var coarse = new MemoryDevice("secondary", 4 * CHUNK, 4096);
    byte[] before = Content.readAll(primary);
    try (var mirror = new MirrorFixture(primary, coarse);
        Arena arena = Arena.ofShared()) {
      var part = arena.allocate(512, 4096);
      var whole = arena.allocate(4096, 4096);
      assertThatThrownBy(() -> mirror.mirror.write(0, part, part))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () -> mirror.mirror.write(0, part, part, part, part, part, part, part, part))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> mirror.mirror.read(0, whole, part))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> mirror.mirror.write(512, whole))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> mirror.mirror.write(4L * CHUNK, whole))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> mirror.mirror.zero(new Region(0, 512)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> mirror.mirror.extents(new Region(512, 4096)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Content.readAll(primary)).isEqualTo(before);
  }

  @Test
  void d15SectorsLargerThanAChunkAreCopied() throws Exception {
    int huge = 4 << 20;
    var p = new MemoryDevice("p", 3L * huge, huge);
    var s = new MemoryDevice("s", 3L * huge, 512);
    byte[] content = Content.fill(p, 1);
    try (var mirror = new MirrorFixture(p, s)) {
      mirror.awaitSync();

      assertThat(Content.readAll(s)).isEqualTo(content);
      assertThat(mirror.told).containsExactly("33", "66", "99", "flushing", "100", "complete");
    }
  }

  @Test
  void d16PercentNeverPassesHundredAndCompleteIsNeverLeftOut() throws Exception {
    for (int chunks = 1; chunks <= 7; chunks++) {
      int size = chunks * CHUNK - 512;
      var p = new MemoryDevice("p", size, 512);
      try (var mirror = new MirrorFixture(p, new MemoryDevice("s", size, 512))) {
        mirror.awaitSync();

        assertThat(mirror.told).endsWith("100", "complete").doesNotHaveDuplicates();
        assertThat(mirror.told.stream().filter(t -> t.matches("\\d+")).map(Integer::valueOf))
            .allMatch(percent -> percent >= 1 && percent <= 100)
            .isSorted();
      }
    }
  }

  @Test
  void d17CloseWaitsForCallers() throws Exception {
    var gated = new GatedDevice(primary);
    try (var mirror = new MirrorFixture(gated, secondary)) {
      mirror.awaitSync();
      byte[] bytes = Content.random(3, 512);
      try (var stop = gated.stopBefore(Operation.WRITE, new Region(0, 512))) {
        var write = mirror.write(0, bytes);
        stop.awaitArrival();
        var closing = mirror.async(_ -> mirror.mirror.close());
        // Nobody gets in from the moment on at which closing begins, and it begins sometime.
        MirrorFixture.until(() -> !reads(mirror.mirror));
        assertThatThrownBy(() -> closing.get(200, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        assertThat(write).isNotDone();
        stop.open();
        MirrorFixture.await(write);
        MirrorFixture.await(closing);
      }
      assertThat(Content.read(primary, 0, 512)).isEqualTo(bytes);
      assertThat(Content.read(secondary, 0, 512)).isEqualTo(bytes);
    }
  }

  private static boolean reads(Mirror mirror) {
    try {
      Content.read(mirror, 0, 512);
      return true;
    } catch (DeviceException e) {
      return false;
    }
  }

  @Test
  void d17TheSecondaryIsFlushedBeforeComplete() throws Exception {
    var faulty = new FaultyDevice(secondary);
    try (var mirror = new MirrorFixture(primary, faulty)) {
      mirror.awaitSync();

      assertThat(faulty.count(Operation.FLUSH)).isEqualTo(1);
    }
  }

  @Test
  void d17WhatAFlushFailedOnDoesNotCountAsDone() throws Exception {
    var faulty = new FaultyDevice(secondary).failNth(Operation.FLUSH, 1, Fault.eio());
    var options = MirrorFixture.ONE_BY_ONE.withCheckpoint(Duration.ofHours(1));
    try (var mirror = new MirrorFixture(primary, faulty, options)) {
      mirror.awaitEnd();

      assertThat(mirror.told).containsExactly("flushing", "failed secondary");
      assertThat(mirror.mirror.progress().bytesDone()).isZero();
    }
  }

  @Test
  void d17AFlushThatDiesIsNeverComplete() throws Exception {
    var dying =
        new PassingDevice(secondary) {
          @Override
          public void flush() {
            throw new OutOfMemoryError("flush");
          }
        };
    try (var mirror = new MirrorFixture(primary, dying)) {
      mirror.awaitState(MirrorState.Failed.class);
      mirror.mirror.close();

      assertThat(mirror.told).doesNotContain("100", "complete");
    }
  }

  @Test
  void d17WhatIsCopiedDuringTheLastFlushIsFlushedAgain() throws Exception {
    var p = new FaultyDevice(primary).failNth(Operation.WRITE, 1, Fault.eio().torn(512));
    var s = new FaultyDevice(secondary);
    var gated = new GatedDevice(s);
    try (var stop = gated.stopBefore(Operation.FLUSH, Region.NOWHERE);
        var mirror =
            new MirrorFixture(
                p,
                gated,
                new MirrorOptions(CopyMode.WRITE_BLOCKING, Durability.ON_FLUSH, CHUNK, CHUNK, 2))) {
      stop.awaitArrival();
      assertThatThrownBy(() -> Content.write(mirror.mirror, 0, Content.random(2, 1024)))
          .isInstanceOf(DeviceException.Unknown.class);
      MirrorFixture.until(() -> mirror.mirror.progress().percent() == 100);
      stop.open();
      mirror.awaitSync();

      assertThat(s.count(Operation.FLUSH)).isEqualTo(2);
      assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
    }
  }

  @Test
  void d18SeveralChunksAreInFlight() throws Exception {
    var gated = new GatedDevice(secondary);
    var options = new MirrorOptions(CopyMode.WRITE_BLOCKING, Durability.ON_FLUSH, CHUNK, CHUNK, 4);
    try (var stop = gated.stopBefore(Operation.WRITE, primary.geometry().region());
        var mirror = new MirrorFixture(primary, gated, options)) {
      stop.awaitArrivals(4);
      stop.open();
      mirror.awaitSync();
    }
  }

  @Test
  void d18BothHalvesOfAWriteAreUnderWayAtOnce() throws Exception {
    var p = new GatedDevice(primary);
    var s = new GatedDevice(secondary);
    try (var mirror = new MirrorFixture(p, s)) {
      mirror.awaitSync();
      try (var one = p.stopBefore(Operation.WRITE, new Region(0, 512));
          var two = s.stopBefore(Operation.WRITE, new Region(0, 512))) {
        var write = mirror.write(0, new byte[512]);
        one.awaitArrival();
        two.awaitArrival();
        one.open();
        two.open();
        MirrorFixture.await(write);
      }
    }
  }

  @Test
  void d18WhatTheCopierHasNotReachedIsWrittenOnceByTheCaller() throws Exception {
    var gated = new GatedDevice(primary);
    var s = new FaultyDevice(secondary);
    try (var stop = gated.stopBefore(Operation.READ, new Region(0, CHUNK));
        var mirror = new MirrorFixture(gated, s)) {
      stop.awaitArrival();
      MirrorFixture.await(mirror.write(2L * CHUNK, new byte[512]));
      assertThat(s.count(Operation.WRITE)).isZero();
      stop.open();
      mirror.awaitSync();

      assertThat(s.count(Operation.WRITE)).isEqualTo(4);
    }
  }
}
