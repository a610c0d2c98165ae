package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Content;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Comparing a mirror that is in use: each region while nobody writes there, and nobody else waits.
@Timeout(240)
final class MirrorComparingTest {
  private static final int CHUNK = MirrorFixture.CHUNK;
  private static final Region PIECE = new Region(CHUNK, CHUNK / 2);

  private final MemoryDevice primary = new MemoryDevice("primary", 4 * CHUNK, 512);
  private final MemoryDevice secondary = new MemoryDevice("secondary", 4 * CHUNK, 512);

  private static Compared compare(MirrorFixture mirror, Region region) {
    try (Arena arena = Arena.ofShared()) {
      return mirror.mirror.compare(region, arena.allocate(2 * region.length(), 4096));
    }
  }

  @Test
  void whoWritesThereWaitsForTheComparingAndNobodyElseDoes() throws Exception {
    Content.fill(primary, 1);
    var p = new GatedDevice(primary);
    byte[] bytes = Content.random(2, 512);
    try (var mirror = new MirrorFixture(p, secondary).awaitSync();
        var stop = p.stopBefore(Operation.READ, PIECE)) {
      var compared = CompletableFuture.supplyAsync(() -> compare(mirror, PIECE));
      stop.awaitArrival();
      var inside = mirror.write(PIECE.offset(), bytes);
      MirrorFixture.await(mirror.write(PIECE.end(), bytes));
      assertThatThrownBy(() -> inside.get(50, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      stop.open();
      MirrorFixture.await(inside);

      assertThat(compared.get()).isEqualTo(new Compared.Done(List.of()));
    }
    assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
  }

  @Test
  void whatDiffersIsToldBySectorsAndCopiedAgain() throws Exception {
    byte[] content = Content.fill(primary, 1);
    try (var mirror = new MirrorFixture(primary, secondary).awaitSync()) {
      Content.write(secondary, CHUNK + 1024, Content.random(3, 1024));
      Content.write(secondary, CHUNK + 4096, Content.random(4, 512));

      assertThat(compare(mirror, PIECE))
          .isEqualTo(
              new Compared.Done(
                  List.of(new Region(CHUNK + 1024, 1024), new Region(CHUNK + 4096, 512))));
      assertThat(mirror.mirror.awaitEndOfCopying()).isInstanceOf(MirrorState.InSync.class);
      assertThat(compare(mirror, PIECE)).isEqualTo(new Compared.Done(List.of()));
      assertThat(mirror.told).containsOnlyOnce("complete");
    }
    assertThat(Content.readAll(secondary)).isEqualTo(content);
  }

  @Test
  void whatIsStillToBeCopiedIsNotCompared() throws Exception {
    var s = new GatedDevice(secondary);
    try (var stop = s.stopBefore(Operation.WRITE, new Region(0, CHUNK));
        var mirror = new MirrorFixture(primary, s)) {
      stop.awaitArrival();
      assertThat(compare(mirror, PIECE)).isEqualTo(new Compared.Unsettled());
      stop.open();
    }
  }

  @Test
  void aSideThatCannotBeReadIsToldAndTheMirrorGoesOn() throws Exception {
    var p = new FaultyDevice(primary);
    var s = new FaultyDevice(secondary);
    try (var mirror = new MirrorFixture(p, s).awaitSync()) {
      s.failAt(Operation.READ, PIECE, Fault.bug());
      assertThat(compare(mirror, PIECE))
          .isInstanceOfSatisfying(
              Compared.Unreadable.class, u -> assertThat(u.side()).isEqualTo(Side.SECONDARY));
      p.failAt(Operation.READ, PIECE, Fault.eio());
      assertThat(compare(mirror, PIECE))
          .isInstanceOfSatisfying(
              Compared.Unreadable.class, u -> assertThat(u.side()).isEqualTo(Side.PRIMARY));

      assertThat(mirror.mirror.state()).isInstanceOf(MirrorState.InSync.class);
      MirrorFixture.await(mirror.write(CHUNK, Content.random(5, 512)));
    }
    assertThat(Content.readAll(secondary)).isEqualTo(Content.readAll(primary));
  }

  @Test
  void aMirrorThatHasEndedComparesNothing() throws Exception {
    var mirror = new MirrorFixture(primary, secondary).awaitSync();
    assertThat(mirror.mirror.detach()).isTrue();
    assertThat(compare(mirror, PIECE)).isEqualTo(new Compared.Ended());

    mirror.close();
    assertThat(compare(mirror, PIECE)).isEqualTo(new Compared.Ended());
  }

  @Test
  void itRestsWithTheMirrorAndClosingEndsTheRest() throws Exception {
    var mirror = new MirrorFixture(primary, secondary).awaitSync();
    mirror.mirror.pause();
    var compared = CompletableFuture.supplyAsync(() -> compare(mirror, PIECE));
    assertThatThrownBy(() -> compared.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    mirror.close();

    assertThat(compared.get(60, TimeUnit.SECONDS)).isEqualTo(new Compared.Ended());
  }

  @Test
  void closingWaitsForTheComparing() throws Exception {
    var s = new GatedDevice(secondary);
    try (var mirror = new MirrorFixture(primary, s).awaitSync();
        var stop = s.stopBefore(Operation.READ, PIECE)) {
      var compared = CompletableFuture.supplyAsync(() -> compare(mirror, PIECE));
      stop.awaitArrival();
      var closing = mirror.async(_ -> mirror.mirror.close());
      assertThatThrownBy(() -> closing.get(50, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      stop.open();
      MirrorFixture.await(closing);

      assertThat(compared.get(60, TimeUnit.SECONDS)).isInstanceOf(Compared.Done.class);
    }
  }
}
