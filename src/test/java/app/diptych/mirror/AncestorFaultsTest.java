package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The faults of the mirror this one descends from, D1 to D9: places, order, and locks.
@Timeout(240)
final class AncestorFaultsTest {
  private static final int CHUNK = MirrorFixture.CHUNK;

  private final MemoryDevice primary = new MemoryDevice("primary", 4 * CHUNK, 512);
  private final MemoryDevice secondary = new MemoryDevice("secondary", 4 * CHUNK, 512);

  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 4096})
  void d1ReadsFindWhatIsThereWhicheverSideHasTheSmallerSectors(int sector) throws Exception {
    for (int other : List.of(512, 4096)) {
      var p = new MemoryDevice("p", 4 * CHUNK, sector);
      var s = new MemoryDevice("s", 4 * CHUNK, other);
      byte[] content = Content.fill(p, 1);
      try (var mirror = new MirrorFixture(p, s)) {
        mirror.awaitSync();

        assertThat(Content.read(mirror.mirror, 8192, 4096))
            .isEqualTo(Arrays.copyOfRange(content, 8192, 12288));
        assertThat(Content.readAll(s)).isEqualTo(content);
      }
    }
  }

  static Stream<Arguments> sizesThatHurt() {
    return Stream.of(4096, CHUNK - 4096, CHUNK, CHUNK + 4096, 3 * CHUNK / 2, 5 * CHUNK + 8192)
        .flatMap(size ->
            Stream.of(
                Arguments.of(size, 512, 512),
                Arguments.of(size, 512, 4096),
                Arguments.of(size, 4096, 512),
                Arguments.of(size, 4096, 4096)));
  }

  @ParameterizedTest(name = "{0} bytes, sectors of {1} onto sectors of {2}")
  @MethodSource("sizesThatHurt")
  void d2AnySizeIsCopiedToItsEnd(int size, int sector, int other) throws Exception {
    var p = new MemoryDevice("p", size, sector);
    var s = new MemoryDevice("s", size, other);
    byte[] content = Content.fill(p, size);
    for (MirrorOptions options : List.of(MirrorFixture.ONE_BY_ONE, MirrorOptions.DEFAULT)) {
      Content.fill(s, 99);
      try (var mirror = new MirrorFixture(p, s, options)) {
        mirror.awaitSync();

        assertThat(mirror.told).endsWith("100", "complete");
        assertThat(Content.readAll(s)).isEqualTo(content);
      }
    }
  }

  @Test
  void d3NothingToCopyIsNoError() throws Exception {
    try (var mirror =
        new MirrorFixture(new MemoryDevice("p", 0, 512), new MemoryDevice("s", 0, 512))) {
      mirror.awaitSync();
      mirror.mirror.read(0);
      mirror.mirror.write(0);
      mirror.mirror.zero(Region.NOWHERE);

      assertThat(mirror.mirror.progress().percent()).isEqualTo(100);
      assertThat(mirror.told).endsWith("complete");
    }
  }

  @Test
  void d4AWriteFromTheLeftIntoTheChunkUnderCopyIsNotOverwritten() throws Exception {
    writeWhileTheSecondChunkIsCopied(CHUNK - 512, 1024);
  }

  @Test
  void d5AWriteAtTheVeryEndOfTheChunkUnderCopyIsNotOverwritten() throws Exception {
    writeWhileTheSecondChunkIsCopied(2 * CHUNK - 512, 512);
    writeWhileTheSecondChunkIsCopied(2 * CHUNK - 512, 1024);
    writeWhileTheSecondChunkIsCopied(CHUNK, 512);
    writeWhileTheSecondChunkIsCopied(0, 4 * CHUNK);
  }

  /// The copier has read the second chunk and not written it yet when the write comes.
  private void writeWhileTheSecondChunkIsCopied(long offset, int length) throws Exception {
    Content.fill(primary, 1);
    byte[] bytes = Content.random(2, length);
    var p = new GatedDevice(primary);
    var s = new GatedDevice(secondary);
    try (var copy = s.stopBefore(Operation.WRITE, new Region(CHUNK, CHUNK));
        var caller = p.stopBefore(Operation.WRITE, primary.geometry().region());
        var mirror = new MirrorFixture(p, s)) {
      copy.awaitArrival();
      var write = mirror.write(offset, bytes);
      caller.awaitArrival();
      caller.open();
      copy.open();
      MirrorFixture.await(write);
      mirror.awaitSync();

      assertThat(Content.read(secondary, offset, length)).isEqualTo(bytes);
      assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
    }
  }

  @Test
  void d6WritersElsewhereDoNotWaitForOneAnother() throws Exception {
    var gated = new GatedDevice(primary);
    try (var mirror = new MirrorFixture(gated, secondary)) {
      mirror.awaitSync();
      try (var stop = gated.stopBefore(Operation.WRITE, new Region(0, 512))) {
        var slow = mirror.write(0, new byte[512]);
        stop.awaitArrival();
        MirrorFixture.await(mirror.write(512, new byte[512]));
        MirrorFixture.await(mirror.write(3L * CHUNK, new byte[512]));
        MirrorFixture.await(mirror.async(device -> Content.read(device, 0, 512)));

        assertThat(slow).isNotDone();
      }
    }
  }

  @Test
  void d6WritersOfTheSamePlaceDoWaitForOneAnother() throws Exception {
    var gated = new GatedDevice(primary);
    byte[] last = Content.random(5, 1024);
    try (var mirror = new MirrorFixture(gated, secondary)) {
      mirror.awaitSync();
      var stop = gated.stopBefore(Operation.WRITE, new Region(0, 512));
      var first = mirror.write(0, Content.random(4, 512));
      stop.awaitArrival();
      var second = mirror.write(0, last);

      assertThat(stop.hasArrival()).isFalse();
      stop.open();
      MirrorFixture.await(first);
      MirrorFixture.await(second);
      assertThat(Content.read(secondary, 0, 1024)).isEqualTo(last);
      assertThat(Content.read(primary, 0, 1024)).isEqualTo(last);
    }
  }

  @Test
  void d7AWriterDoesNotWaitForTheCopier() throws Exception {
    byte[] content = Content.fill(primary, 1);
    var gated = new GatedDevice(secondary);
    try (var stop = gated.stopBefore(Operation.WRITE, new Region(0, CHUNK));
        var mirror = new MirrorFixture(primary, gated)) {
      stop.awaitArrival();
      MirrorFixture.await(mirror.write(0, new byte[512]));
      MirrorFixture.await(mirror.write(CHUNK - 512, new byte[512]));
      MirrorFixture.await(mirror.write(2L * CHUNK, new byte[512]));
      stop.open();
      mirror.awaitSync();

      assertThat(Content.readAll(secondary))
          .isEqualTo(Content.readAll(primary))
          .isNotEqualTo(content);
    }
  }

  @Test
  void d8AfterAFailedCopyWritersStillGetOn() throws Exception {
    var faulty = new FaultyDevice(secondary).failFrom(Operation.WRITE, 2, Fault.eio());
    try (var mirror = new MirrorFixture(primary, faulty)) {
      mirror.awaitEnd();
      for (int chunk = 0; chunk < 4; chunk++) {
        byte[] bytes = Content.random(chunk, CHUNK);
        MirrorFixture.await(mirror.write((long) chunk * CHUNK, bytes));

        assertThat(Content.read(primary, (long) chunk * CHUNK, CHUNK)).isEqualTo(bytes);
      }
      assertThat(mirror.mirror.state()).isInstanceOf(MirrorState.Failed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"READ", "WRITE", "FLUSH"})
  void d9AFailedCopyIsTold(String operation) throws Exception {
    var p = new FaultyDevice(primary);
    var s = new FaultyDevice(secondary);
    (operation.equals("READ") ? p : s).failNth(Operation.valueOf(operation), 1, Fault.eio());
    try (var mirror = new MirrorFixture(p, s)) {
      mirror.awaitEnd();

      assertThat(mirror.told.getLast())
          .isEqualTo(operation.equals("READ") ? "failed primary" : "failed secondary");
      assertThat(mirror.mirror.awaitEndOfCopying()).isInstanceOf(MirrorState.Failed.class);
    }
  }
}
