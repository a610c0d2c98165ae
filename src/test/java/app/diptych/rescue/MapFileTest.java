package app.diptych.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Peers;
import app.diptych.block.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class MapFileTest {
  private static final int SECTORS = 4096;
  private static final String STATUS_LINE = "0x00000000 ? 1\n";

  @TempDir private Path folder;
  private MapFile file = new MapFile(Path.of("map"));

  @BeforeEach
  void prepare() {
    file = new MapFile(folder.resolve("map"));
  }

  @Test
  void theLongestNameIsWritten() throws Exception {
    file = new MapFile(folder.resolve("m".repeat(255)));

    file.write(drawn(1));

    assertThat(file.read(SECTORS * 512L).map().blocks()).isEqualTo(drawn(1).map().blocks());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 25);
  }

  static Standing drawn(int seed) {
    var random = new SplittableRandom(seed);
    RescueMap map = new RescueMap(SECTORS * 512L);
    for (int i = random.nextInt(60); i > 0; i--) {
      int from = random.nextInt(SECTORS);
      Region region = Region.between(from * 512L, random.nextInt(from, SECTORS) * 512L + 512);
      map.set(region, one(random, Status.values()));
    }
    Stage stage = one(random, Stage.values());
    return new Standing(map, stage, random.nextInt(1, 9), random.nextInt(SECTORS) * 512L);
  }

  @SafeVarargs
  private static <T> T one(SplittableRandom random, T... all) {
    return all[random.nextInt(all.length)];
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatWasWrittenIsRead(int seed) throws Exception {
    Standing written = drawn(seed);
    file.write(written);

    Standing read = file.read(written.map().size());

    assertThat(read.map().blocks()).isEqualTo(written.map().blocks());
    assertThat(read)
        .extracting(Standing::stage, Standing::pass, Standing::position)
        .containsExactly(written.stage(), written.pass(), written.position());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ddrescuelogReadsWhatWasWritten(int seed) throws IOException {
    Peers.require("ddrescuelog");
    Standing written = drawn(seed);
    file.write(written);

    Peers.run("ddrescuelog", "-t", file.path().toString());
    for (Status status : Status.values()) {
      String listed =
          Peers.run("ddrescuelog", "--list-blocks=" + status.sign(), file.path().toString());
      assertThat(listed.lines().map(Long::valueOf))
          .isEqualTo(sectors(written.map().regions(status)));
    }
  }

  private static List<Long> sectors(List<Region> regions) {
    return regions.stream()
        .flatMap(r -> Stream.iterate(r.offset(), at -> at < r.end(), at -> at + 512))
        .map(at -> at / 512)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatDdrescuelogWritesIsRead(int seed) throws Exception {
    Peers.require("ddrescuelog");
    // Changing each status to itself lets the program write the map in its own way.
    Standing written = drawn(seed);
    file.write(written);
    Path theirs = folder.resolve("theirs");
    String output = Peers.run("ddrescuelog", "--change-types=?*/-+,?*/-+", file.path().toString());
    Files.writeString(theirs, output);

    Standing read = new MapFile(theirs).read(written.map().size());

    assertThat(output).contains("Created by GNU ddrescuelog");
    assertThat(read.map().blocks()).isEqualTo(written.map().blocks());
  }

  @Test
  void theExampleOfTheManualIsRead() throws Exception {
    Files.writeString(
        file.path(),
        """
        # Mapfile. Created by GNU ddrescue version 1.27
        # Command line: ddrescue -d -c18 /dev/fd0 fdimage mapfile
        # Copying non-tried blocks... Pass 1 (forwards)
        # current_pos  current_status  current_pass
        0x00120000     ?               1
        #      pos        size  status
        0x00000000  0x00117000  +
        0x00117000  0x00000200  -
        0x00117200  0x00001000  /
        0x00118200  0x00007E00  *
        0x00120000  0x00048000  ?
        """);

    Standing standing = file.read(1474560);

    assertThat(standing.position()).isEqualTo(0x120000);
    assertThat(standing.map().blocks().stream().map(Block::status).map(Status::sign))
        .containsExactly('+', '-', '/', '*', '?');
    assertThat(standing.map().regions(Status.BAD_SECTOR))
        .containsExactly(new Region(0x117000, 512));
  }

  @Test
  void numbersAreThoseOfC() throws Exception {
    Files.writeString(file.path(), "012 + # octal\n0 0x200 +\n512  01000\t- # and\n1024 512 ?");

    Standing standing = file.read(1536);

    assertThat(standing.position()).isEqualTo(10);
    assertThat(standing.pass()).isEqualTo(1);
    assertThat(standing.map().regions(Status.BAD_SECTOR)).containsExactly(new Region(512, 512));
  }

  @Test
  void whatLiesBeforeTheFirstBlockWasNotTried() throws Exception {
    Files.writeString(file.path(), STATUS_LINE + "1024 512 +");

    assertThat(file.read(1536).map().regions(Status.NON_TRIED))
        .containsExactly(new Region(0, 1024));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'0 ?'                              | it is a map of 0 bytes, the source has 1024",
        "'# nothing'                        | there is no status line",
        "'0'                                | line 1: position, status and pass expected: 0",
        "'0 ? 1 2'                          | line 1: position, status and pass expected: 0 ? 1 2",
        "'0 x 1'                            | line 1: no status: 0 x 1",
        "'0 ?? 1'                           | line 1: no status: 0 ?? 1",
        "'0 ? 0'                            | line 1: no pass: 0 ? 0",
        "'0 ? 0x1'                          | line 1: no pass: 0 ? 0x1",
        "'0 ? 9999999999'                   | line 1: no pass: 0 ? 9999999999",
        "'-1 ? 1'                           | line 1: no number: -1",
        "'#\n\n0 ? 1\n0 512'                | line 4: position, size and status expected: 0 512",
        "'0 ? 1\n0 512 F'                   | line 2: no status: 0 512 F",
        "'0 ? 1\n0 0 +'                     | line 2: no block: 0 0 +",
        "'0 ? 1\n0 08 +'                    | line 2: no number: 08",
        "'0 ? 1\n0 1x +'                    | line 2: no number: 1x",
        "'0 ? 1\n0 0xFFFFFFFFFFFFFFFF +'    | line 2: no number: 0xFFFFFFFFFFFFFFFF",
        "'0 ? 1\n512 0x7FFFFFFFFFFFFFFF +'  | line 2: no block: 512 0x7FFFFFFFFFFFFFFF +",
        "'0 ? 1\n0 512 +\n500 524 +'        | line 3: begins at 500, the block before ends at 512",
        "'0 ? 1\n0 512 +\n513 511 +'        | line 3: begins at 513, the block before ends at 512",
        "'0 ? 1\n0 512 +'                   | it is a map of 512 bytes, the source has 1024",
        "'0 ? 1\n0 2048 +'                  | it is a map of 2048 bytes, the source has 1024",
      })
  void whatIsNoMapIsRefusedInOneLine(String text, String message) throws IOException {
    Files.writeString(file.path(), text);

    assertThatThrownBy(() -> file.read(1024))
        .isInstanceOf(MapFormatException.class)
        .hasMessage(message);
  }

  @Test
  void somethingElseIsNotReadToItsEnd() throws IOException {
    Files.write(file.path(), new byte[1 << 20]);

    assertThatThrownBy(() -> file.read(1024)).hasMessage("line 1: longer than any line of a map");
  }

  @Test
  void aMessageShowsNoMoreThanFits() throws IOException {
    Files.writeString(file.path(), "0 " + "\u0007".repeat(100) + " 1");

    assertThatThrownBy(() -> file.read(1024))
        .message()
        .startsWith("line 1: no status: 0 ????")
        .endsWith("…")
        .hasSizeLessThan(100);
  }

  @Test
  void anEmptyFileIsNoneYet() throws IOException {
    assertThat(file.exists()).isFalse();
    Files.createFile(file.path());
    assertThat(file.exists()).isFalse();
    file.write(Standing.start(512));
    assertThat(file.exists()).isTrue();
  }

  @Test
  void aFileIsReplacedAndNothingElseIsLeft() throws Exception {
    file.write(Standing.start(512));
    file.write(drawn(3));

    assertThat(file.read(SECTORS * 512L).map().blocks()).isEqualTo(drawn(3).map().blocks());
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.collect(Collectors.toSet())).containsExactly(file.path());
    }
  }

  @Test
  void aLinkStaysOne() throws Exception {
    file.write(Standing.start(512));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file.path());

    new MapFile(link).write(Standing.start(1024));

    assertThat(link).isSymbolicLink();
    assertThat(file.read(1024).map().size()).isEqualTo(1024);
  }

  @Test
  void whatLiesBesideItStays() throws Exception {
    Path copy = Files.writeString(folder.resolve(file.path().getFileName() + ".tmp"), "theirs");

    file.write(Standing.start(512));

    assertThat(copy).hasContent("theirs");
    assertThat(file.read(512).map().size()).isEqualTo(512);
  }

  @Test
  void oneThatRootWritesStaysItsOwners() throws Exception {
    Peers.requireRoot();
    file.write(Standing.start(512));
    Peers.run("chown", "nobody:nogroup", file.path().toString());

    file.write(Standing.start(1024));

    assertThat(Files.getOwner(file.path()).getName()).isEqualTo("nobody");
  }

  @Test
  void aFolderThatIsNotThereIsAFailure() {
    assertThatThrownBy(() -> new MapFile(folder.resolve("no/map")).write(Standing.start(512)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void standingIsChecked() {
    assertThatThrownBy(() -> new Standing(new RescueMap(0), Stage.COPYING, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Standing(new RescueMap(0), Stage.COPYING, 1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
