package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Durability;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.Geometry;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The contract of the mirror, row by row: connecting, progress, what is refused, and its shape.
@Timeout(240)
final class MirrorContractTest {
  private static final int CHUNK = MirrorFixture.CHUNK;

  private final MemoryDevice primary = new MemoryDevice("primary", 10 * CHUNK, 512);
  private final MemoryDevice secondary = new MemoryDevice("secondary", 10 * CHUNK, 512);

  // ---- connect

  @Test
  void connectDestroysWhatIsOnTheSecondary() throws Exception {
    byte[] content = Content.fill(primary, 1);
    Content.fill(secondary, 2);

    try (var mirror = new MirrorFixture(primary, secondary)) {
      mirror.awaitSync();
    }

    assertThat(Content.readAll(secondary)).isEqualTo(content);
    assertThat(Content.readAll(primary)).isEqualTo(content);
  }

  @Test
  void theListenerIsOptional() throws Exception {
    byte[] content = Content.fill(primary, 1);

    try (Mirror mirror =
        Mirror.connect(primary, secondary, MirrorOptions.DEFAULT, MirrorListener.NONE)) {
      assertThat(mirror.awaitEndOfCopying()).isEqualTo(new MirrorState.InSync());
    }

    assertThat(Content.readAll(secondary)).isEqualTo(content);
  }

  // ---- progress

  @Test
  void everyPercentIsToldOnceRisingThenComplete() throws Exception {
    var big = new MemoryDevice("primary", 200 * 4096, 512);
    var copy = new MemoryDevice("secondary", 200 * 4096, 512);
    var options = new MirrorOptions(CopyMode.WRITE_BLOCKING, Durability.ON_FLUSH, 4096, 4096, 1);
    Content.fill(big, 1);

    try (var mirror = new MirrorFixture(big, copy, options)) {
      mirror.awaitSync();

      assertThat(numbers(mirror.told)).isSorted().doesNotHaveDuplicates().endsWith(100);
      assertThat(mirror.told).endsWith("flushing", "100", "complete");
    }
  }

  @Test
  void percentFollowsWhatIsFinished() throws Exception {
    var gated = new GatedDevice(secondary);
    Content.fill(primary, 1);
    try (var stop = gated.stopBefore(Operation.WRITE, primary.geometry().region());
        var mirror = new MirrorFixture(primary, gated)) {
      stop.awaitArrival();
      assertThat(mirror.mirror.progress().percent()).isZero();
      stop.open();
      mirror.awaitSync();

      assertThat(mirror.mirror.progress()).isEqualTo(new Progress(10 * CHUNK, 10 * CHUNK));
    }
  }

  @Test
  void hundredPercentComesWhenTheSecondaryIsFlushed() throws Exception {
    var gated = new GatedDevice(secondary);
    try (var stop = gated.stopBefore(Operation.FLUSH, Region.NOWHERE);
        var mirror = new MirrorFixture(primary, gated)) {
      stop.awaitArrival();
      assertThat(mirror.told).endsWith("flushing").doesNotContain("100", "complete");
      assertThat(mirror.mirror.state()).isInstanceOf(MirrorState.Copying.class);
      stop.open();
      mirror.awaitSync();

      assertThat(mirror.told).endsWith("100", "complete");
    }
  }

  @Test
  void neverCompleteAfterAFailure() throws Exception {
    var faulty = new FaultyDevice(secondary).failNth(Operation.FLUSH, 1, Fault.eio());

    try (var mirror = new MirrorFixture(primary, faulty)) {
      mirror.awaitEnd();
      assertThat(mirror.told).endsWith("failed secondary").doesNotContain("complete", "100");
    }
  }

  @Test
  void neverCompleteAfterADisconnect() throws Exception {
    var gated = new GatedDevice(secondary);
    List<String> told;
    try (var stop = gated.stopBefore(Operation.FLUSH, Region.NOWHERE);
        var mirror = new MirrorFixture(primary, gated)) {
      stop.awaitArrival();
      var closing = mirror.async(_ -> mirror.mirror.close());
      mirror.awaitState(MirrorState.Detached.class);
      stop.open();
      MirrorFixture.await(closing);
      told = mirror.told;
    }
    assertThat(told).doesNotContain("100", "complete");
  }

  @Test
  void anEmptyDeviceCompletesAtOnce() throws Exception {
    try (var mirror =
        new MirrorFixture(new MemoryDevice("p", 0, 512), new MemoryDevice("s", 0, 4096))) {
      mirror.awaitSync();

      assertThat(mirror.told).containsExactly("flushing", "100", "complete");
    }
  }

  // ---- refused

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            new MemoryDevice("p", 520 * 512, 520),
            new MemoryDevice("s", 520 * 512, 512),
            new Mismatch.SectorSizes(520, 512),
            "sector sizes 520 (primary) and 512 (secondary): neither is a multiple of the other"),
        Arguments.of(
            new MemoryDevice("p", 8192, 512),
            new MemoryDevice("s", 4096, 512),
            new Mismatch.Lengths(8192, 4096),
            "lengths differ: 8192 bytes (primary) and 4096 bytes (secondary)"),
        Arguments.of(
            new MemoryDevice("p", 4096, 512),
            new MemoryDevice("s", 8192, 4096),
            new Mismatch.Lengths(4096, 8192),
            "lengths differ: 4096 bytes (primary) and 8192 bytes (secondary)"),
        Arguments.of(
            new MemoryDevice("p", 4096, 512),
            new MemoryDevice("s", new Geometry(4096, 512, true)),
            new Mismatch.ReadOnlySecondary(),
            "the secondary is read-only"));
  }

  @ParameterizedTest(name = "{3}")
  @MethodSource("refused")
  void whatDoesNotFitIsRefused(BlockDevice p, BlockDevice s, Mismatch why, String text) {
    byte[] before = content(s);
    MismatchException refusal =
        catchThrowableOfType(
            MismatchException.class,
            () -> Mirror.connect(p, s, MirrorOptions.DEFAULT, MirrorListener.NONE));

    assertThat(refusal.mismatch()).isEqualTo(why);
    assertThat(refusal).hasMessage(text);
    assertThat(content(s)).isEqualTo(before);
  }

  // ---- geometry

  @Test
  void theGeometryHasTheLargerSectorAndIsWritableIfThePrimaryIs() throws Exception {
    var p = new MemoryDevice("p", 1 << 20, 512);
    var readOnly = new MemoryDevice("p", new Geometry(1 << 20, 4096, true));
    try (var mirror = new MirrorFixture(p, new MemoryDevice("s", 1 << 20, 4096));
        var other = new MirrorFixture(readOnly, new MemoryDevice("s", 1 << 20, 512))) {
      assertThat(mirror.mirror.geometry()).isEqualTo(new Geometry(1 << 20, 4096, false));
      assertThat(other.mirror.geometry()).isEqualTo(new Geometry(1 << 20, 4096, true));
      assertThat(mirror.mirror.geometry().sectorCount()).isEqualTo(256);
    }
  }

  private static byte[] content(BlockDevice device) {
    try {
      return Content.readAll(device);
    } catch (DeviceException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Integer> numbers(List<String> told) {
    return told.stream().filter(t -> t.matches("\\d+")).map(Integer::valueOf).toList();
  }
}
