package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Detaching: the secondary is an exact, durable copy of one moment, and the primary goes on.
@Timeout(240)
final class DetachTest {
  private static final int CHUNK = MirrorFixture.CHUNK;

  private final MemoryDevice primary = new MemoryDevice("primary", 4 * CHUNK, 512);
  private final MemoryDevice secondary = new MemoryDevice("secondary", 4 * CHUNK, 512);

  @Test
  void bothSidesAreFlushedAndNothingGoesToTheSecondaryAnyMore() throws Exception {
    byte[] content = Content.fill(primary, 1);
    var p = new FaultyDevice(primary);
    var s = new FaultyDevice(secondary);
    try (var mirror = new MirrorFixture(p, s)) {
      mirror.awaitSync();
      long flushes = s.count(Operation.FLUSH);
      assertThat(mirror.mirror.detach()).isTrue();

      assertThat(mirror.mirror.state()).isInstanceOf(MirrorState.Detached.class);
      assertThat(p.count(Operation.FLUSH)).isEqualTo(1);
      assertThat(s.count(Operation.FLUSH)).isEqualTo(flushes + 1);
      long writes = s.count(Operation.WRITE);
      Content.write(mirror.mirror, 512, Content.random(2, 2 * CHUNK));
      mirror.mirror.zero(new Region(0, 512));
      mirror.mirror.flush();
      assertThat(Content.readAll(mirror.mirror)).isEqualTo(Content.readAll(primary));
      assertThat(Content.readAll(secondary)).isEqualTo(content);
      assertThat(s.count(Operation.WRITE)).isEqualTo(writes);
      assertThat(s.count(Operation.FLUSH)).isEqualTo(flushes + 1);
    }
    assertThat(s.count(Operation.ZERO)).isZero();
  }

  @Test
  void itHappensOnce() throws Exception {
    try (var mirror = new MirrorFixture(primary, secondary)) {
      mirror.awaitSync();

      assertThat(mirror.mirror.detach()).isTrue();
      assertThat(mirror.mirror.detach()).isFalse();
      assertThat(mirror.mirror.awaitEndOfCopying()).isInstanceOf(MirrorState.Detached.class);
      assertThat(mirror.told).containsOnlyOnce("complete").endsWith("complete");
    }
  }

  @Test
  void aMirrorThatCopiesIsNotDetached() throws Exception {
    var gated = new GatedDevice(secondary);
    try (var stop = gated.stopBefore(Operation.WRITE, primary.geometry().region());
        var mirror = new MirrorFixture(primary, gated)) {
      stop.awaitArrival();
      assertThat(mirror.mirror.detach()).isFalse();
      stop.open();
      mirror.awaitSync();

      assertThat(mirror.mirror.detach()).isTrue();
    }
  }

  @Test
  void anEmptyMirrorIsDetachedToo() throws Exception {
    try (var mirror =
        new MirrorFixture(new MemoryDevice("p", 0, 512), new MemoryDevice("s", 0, 512))) {
      mirror.awaitSync();

      assertThat(mirror.mirror.detach()).isTrue();
    }
  }

  @Test
  void itWaitsForWritersAndWritersWaitForIt() throws Exception {
    var p = new GatedDevice(primary);
    var s = new GatedDevice(secondary);
    byte[] before = Content.random(3, 512);
    byte[] after = Content.random(4, 512);
    try (var mirror = new MirrorFixture(p, s)) {
      mirror.awaitSync();
      try (var write = s.stopBefore(Operation.WRITE, new Region(0, 512));
          var flush = s.stopBefore(Operation.FLUSH, Region.NOWHERE)) {
        var first = mirror.write(0, before);
        write.awaitArrival();
        var detaching = mirror.async(_ -> assertThat(mirror.mirror.detach()).isTrue());
        assertThatThrownBy(() -> detaching.get(50, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        assertThat(flush.hasArrival()).isFalse();
        write.open();
        MirrorFixture.await(first);
        flush.awaitArrival();
        var second = mirror.write(0, after);
        assertThatThrownBy(() -> second.get(50, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        flush.open();
        MirrorFixture.await(detaching);
        MirrorFixture.await(second);
      }
      assertThat(Content.read(secondary, 0, 512)).isEqualTo(before);
      assertThat(Content.read(primary, 0, 512)).isEqualTo(after);
    }
  }

  @Test
  void itWaitsForACallersFlushOfTheSecondary() throws Exception {
    var s = new GatedDevice(secondary);
    try (var mirror = new MirrorFixture(primary, s)) {
      mirror.awaitSync();
      try (var stop = s.stopBefore(Operation.FLUSH, Region.NOWHERE)) {
        var flush = mirror.async(device -> device.flush());
        stop.awaitArrival();
        var detaching = mirror.async(_ -> assertThat(mirror.mirror.detach()).isTrue());
        assertThatThrownBy(() -> detaching.get(50, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        stop.open();
        MirrorFixture.await(flush);
        MirrorFixture.await(detaching);
      }
      assertThat(mirror.mirror.state()).isInstanceOf(MirrorState.Detached.class);
    }
  }

  @Test
  void aSecondaryThatFailsToFlushFailsTheMirror() throws Exception {
    var s = new FaultyDevice(secondary);
    try (var mirror = new MirrorFixture(primary, s)) {
      mirror.awaitSync();
      s.failFrom(Operation.FLUSH, 1, Fault.eio());

      assertThat(mirror.mirror.detach()).isFalse();
      assertThat(mirror.mirror.state()).isInstanceOf(MirrorState.Failed.class);
      assertThat(mirror.mirror.detach()).isFalse();
      // Another thread may be about to tell it.
      MirrorFixture.until(() -> mirror.told.contains("failed secondary"));
    }
  }

  @Test
  void aPrimaryThatFailsToFlushLeavesItInSync() throws Exception {
    var p = new FaultyDevice(primary);
    try (var mirror = new MirrorFixture(p, secondary)) {
      mirror.awaitSync();
      p.failNth(Operation.FLUSH, 1, Fault.eio());
      assertThatThrownBy(mirror.mirror::detach).isInstanceOf(DeviceException.Unknown.class);

      assertThat(mirror.mirror.state()).isInstanceOf(MirrorState.InSync.class);
      Content.write(mirror.mirror, 0, Content.random(3, 512));
      assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
      assertThat(mirror.mirror.detach()).isTrue();
    }
  }

  @Test
  void closingWaitsForIt() throws Exception {
    var s = new GatedDevice(secondary);
    try (var mirror = new MirrorFixture(primary, s)) {
      mirror.awaitSync();
      try (var stop = s.stopBefore(Operation.FLUSH, Region.NOWHERE)) {
        var detaching = mirror.async(_ -> assertThat(mirror.mirror.detach()).isTrue());
        stop.awaitArrival();
        var closing = mirror.async(_ -> mirror.mirror.close());
        assertThatThrownBy(() -> closing.get(50, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        stop.open();
        MirrorFixture.await(detaching);
        MirrorFixture.await(closing);
      }
      assertThatThrownBy(mirror.mirror::detach).isInstanceOf(DeviceException.Disconnected.class);
    }
  }
}
