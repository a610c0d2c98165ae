package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Region;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// When callers' writes are left to the copier, and what is known of them.
final class DeferringTest {
  private static final long FAST = 300_000;
  private static final long SLOW = 5_300_000;

  private final Deferring deferring = new Deferring(CopyMode.WRITE_BLOCKING, 1000);

  private void write(long secondaryNanos) {
    IntStream.range(0, 50).forEach(_ -> deferring.wroteBoth(FAST, secondaryNanos));
  }

  @Test
  void writesGoToBothWhileTheSecondaryIsAboutAsFast() {
    assertThat(deferring.defers()).isFalse();
    write(3 * FAST);

    assertThat(deferring.defers()).isFalse();
  }

  @Test
  void writesAreDeferredWhileTheSecondaryIsMuchSlower() {
    write(SLOW);
    assertThat(deferring.defers()).isTrue();
    write(FAST);

    assertThat(deferring.defers()).isFalse();
  }

  @Test
  void aFewWritesFindOutWhetherItIsStillSlow() {
    write(SLOW);

    assertThat(IntStream.range(0, 2560).filter(_ -> !deferring.defers()).count()).isEqualTo(10);
  }

  @Test
  void aPassThatLeavesMoreThanHalfBehindIsTheLastOneWithDeferring() {
    write(SLOW);
    deferring.passEnded(500);
    assertThat(deferring.defers()).isTrue();
    deferring.passEnded(251);

    assertThat(deferring.defers()).isFalse();
  }

  @Test
  void howeverSmallTheBacklogDeferringEnds() {
    var background = new Deferring(CopyMode.BACKGROUND, 1 << 25);
    int passes = 0;
    for (long dirty = 1 << 25; background.defers(); dirty = Math.max(1, dirty / 2)) {
      background.passEnded(dirty);
      passes++;
    }

    assertThat(passes).isLessThan(30);
  }

  @Test
  void theGapWorthCopyingIsWhatARequestCosts() {
    assertThat(deferring.worthOfARequest()).isEqualTo(1 << 16);
    deferring.moved(1 << 20, 1 << 20);
    deferring.wroteBoth(FAST, 500_000);

    assertThat(deferring.worthOfARequest()).isEqualTo(500_000);
  }

  @Test
  void whatIsWrittenAtOnceIsShortUnlessNobodyWaitsForIt() {
    assertThat(deferring.writeSize()).isEqualTo(1 << 16);
    deferring.moved(1 << 20, 1 << 20);
    write(2 * FAST);
    assertThat(deferring.writeSize()).isBetween(100_000L, 200_000L);
    write(SLOW);

    assertThat(deferring.writeSize()).isEqualTo(1 << 22);
  }

  @Test
  void piecesWithLittleBetweenThemArePutTogether() {
    var pieces = new Pieces(4096, 20_000);
    pieces.add(new Region(0, 4096));
    pieces.add(new Region(8192, 4096));
    pieces.add(new Region(20_480, 4096));
    pieces.add(new Region(24_576, 16_384));

    assertThat(pieces.list())
        .isEqualTo(
            List.of(new Region(0, 12_288), new Region(20_480, 4096), new Region(24_576, 16_384)));
  }

  @Test
  void onlyWhatChangedOfAChunkIsDirtyAndTheRestCountsAsDone() {
    var map = new ChunkMap(10 << 20, 1 << 20, 4096);
    map.take(new ChunkMap.Run(0, 1));
    map.clean(0, null);
    map.differs(0, map.grains(0, new Region(4000, 200)));

    assertThat(map.cleanBytes()).isEqualTo((1 << 20) - 8192);
    assertThat(map.take(new ChunkMap.Run(0, 1)).get(0)).isEqualTo(BitSet.valueOf(new long[] {3}));
  }

  @Test
  void withTooManyChunksToRememberWholeOnesAreDirty() {
    int chunks = (1 << 14) + 1;
    var map = new ChunkMap(chunks * 8192L, 8192, 512);
    for (int chunk = 0; chunk < chunks; chunk++) {
      map.take(new ChunkMap.Run(chunk, chunk + 1));
      map.clean(chunk, null);
      map.differs(chunk, map.grains(chunk, new Region(chunk * 8192L, 512)));
    }

    assertThat(map.isPatched(0)).isTrue();
    assertThat(map.isPatched(chunks - 1)).isFalse();
    assertThat(map.cleanBytes()).isEqualTo((chunks - 1) * 7680L);
  }
}
