package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.Extent;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import app.diptych.mirror.Tile.State;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A mirror in a few tiles.
@Timeout(240)
final class TilesTest {
  private static final int CHUNK = MirrorFixture.CHUNK;

  private final MemoryDevice primary = new MemoryDevice("primary", 4 * CHUNK, 512);
  private final MemoryDevice secondary = new MemoryDevice("secondary", 4 * CHUNK, 512);

  @Test
  void aChunkOnItsWayIsCopyingAndThoseBehindItAreDirty() throws Exception {
    Content.fill(primary, 1);
    var gate = new GatedDevice(secondary);
    var stop = gate.stopBefore(Operation.WRITE, new Region(CHUNK, CHUNK));
    try (var mirror = new MirrorFixture(primary, gate)) {
      stop.awaitArrival();

      assertThat(states(mirror, 4))
          .containsExactly(State.CLEAN, State.COPYING, State.DIRTY, State.DIRTY);
      stop.open();
    }
  }

  @Test
  void aTileOverSeveralChunksTellsTheirShare() throws Exception {
    Content.fill(primary, 1);
    var gate = new GatedDevice(secondary);
    var stop = gate.stopBefore(Operation.WRITE, new Region(3 * CHUNK, CHUNK));
    try (var mirror = new MirrorFixture(primary, gate)) {
      stop.awaitArrival();

      assertThat(mirror.mirror.tiles(2))
          .containsExactly(new Tile(State.CLEAN, 1), new Tile(State.COPYING, 0.5));
      stop.open();
    }
  }

  @Test
  void aFewBytesThatDifferLeaveTheShareOfTheirTileNearlyWhole() {
    var map = new ChunkMap(4L * CHUNK, CHUNK, 4096);
    map.begin(new Region(0, 4L * CHUNK));
    map.differs(1, map.grains(1, new Region(CHUNK + 512, 512)));
    map.differs(3, map.grains(3, new Region(3L * CHUNK, CHUNK)));

    List<Tile> tiles = new Tiles(map, _ -> 0, _ -> false).list(3);

    assertThat(tiles)
        .containsExactly(
            new Tile(State.CLEAN, 1),
            new Tile(State.DIRTY, 1 - 4096.0 / CHUNK),
            new Tile(State.DIRTY, 0.5));
  }

  @Test
  void zerosThatWereNotReadAreTold() throws Exception {
    Content.write(primary, 2 * CHUNK, Content.random(1, CHUNK));
    try (var mirror = new MirrorFixture(holesBut(2), secondary)) {
      mirror.awaitSync();

      assertThat(states(mirror, 4))
          .containsExactly(State.ZERO, State.ZERO, State.CLEAN, State.ZERO);
    }
  }

  @Test
  void zerosThatWereWrittenOverAreZerosNoLonger() throws Exception {
    try (var mirror = new MirrorFixture(holesBut(2), secondary)) {
      mirror.awaitSync();
      Content.write(mirror.mirror, CHUNK, Content.random(1, 512));

      assertThat(states(mirror, 4))
          .containsExactly(State.ZERO, State.CLEAN, State.CLEAN, State.ZERO);
    }
  }

  @Test
  void whereAClientWritesIsTold() throws Exception {
    Content.fill(primary, 1);
    var gate = new GatedDevice(primary);
    try (var mirror = new MirrorFixture(gate, secondary)) {
      mirror.awaitSync();
      var stop = gate.stopBefore(Operation.WRITE, new Region(2 * CHUNK, CHUNK));
      var write = mirror.write(2 * CHUNK, Content.random(2, 512));
      stop.awaitArrival();

      assertThat(states(mirror, 4))
          .containsExactly(State.CLEAN, State.CLEAN, State.WRITTEN, State.CLEAN);
      stop.open();
      MirrorFixture.await(write);
    }
  }

  @Test
  void thereAreNoMoreTilesThanChunksAndNoneOfAnEmptyDevice() throws Exception {
    try (var mirror = new MirrorFixture(primary, secondary);
        var empty =
            new MirrorFixture(
                new MemoryDevice("primary", 0, 512), new MemoryDevice("secondary", 0, 512))) {
      assertThat(mirror.mirror.tiles(100)).hasSize(4);
      assertThat(mirror.mirror.tiles(3)).hasSize(3);
      assertThat(empty.mirror.tiles(100)).isEmpty();
    }
  }

  /// The primary, which knows that it has nothing but in one chunk.
  private PassingDevice holesBut(int chunk) {
    Region data = new Region((long) chunk * CHUNK, CHUNK);
    return new PassingDevice(primary) {
      @Override
      public List<Extent> extents(Region region) {
        return Stream.of(
                new Extent(new Region(0, data.offset()).intersect(region), Extent.Kind.HOLE),
                new Extent(data.intersect(region), Extent.Kind.DATA),
                new Extent(
                    Region.between(data.end(), 4 * CHUNK).intersect(region), Extent.Kind.HOLE))
            .filter(extent -> !extent.region().isEmpty())
            .toList();
      }
    };
  }

  private static List<State> states(MirrorFixture mirror, int most) {
    return mirror.mirror.tiles(most).stream().map(Tile::state).toList();
  }
}
