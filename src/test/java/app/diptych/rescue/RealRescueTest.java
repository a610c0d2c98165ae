package app.diptych.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.BadDisk;
import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.block.Region;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real block device with bad sectors, and ddrescue beside us on it.
@Timeout(240)
final class RealRescueTest {
  private static final int SIZE = 12 << 20;
  private static final List<Region> BAD =
      List.of(new Region(1 << 20, 4096), new Region(5_000_192, 512), new Region(8 << 20, 69_632));

  @TempDir private Path folder;
  private Optional<BadDisk> disk = Optional.empty();
  private MapFile map = new MapFile(Path.of("map"));
  private Path target = Path.of("target");

  @BeforeEach
  void prepare() throws Exception {
    Peers.require("ddrescue");
    map = new MapFile(folder.resolve("map"));
    target = folder.resolve("target");
    Path content = folder.resolve("content");
    Files.write(content, Content.random(7, SIZE));
    String[] bad = BAD.stream().map(r -> r.offset() + ":" + r.end()).toArray(String[]::new);
    disk = Optional.of(BadDisk.of(folder, content, bad));
  }

  @AfterEach
  void takeBack() {
    disk.ifPresent(BadDisk::close);
  }

  private Path source() {
    return disk.orElseThrow().path();
  }

  private static byte[] expected() {
    byte[] content = Content.random(7, SIZE);
    BAD.forEach(r -> Arrays.fill(content, (int) r.offset(), (int) r.end(), (byte) 0));
    return content;
  }

  private RescueOutcome run(Standing start, RescueListener listener) throws Exception {
    try (var reading = RawDevice.open(source(), OpenOptions.READ);
        var writing =
            Files.exists(target)
                ? RawDevice.open(target, OpenOptions.TARGET)
                : RawDevice.create(target, SIZE, OpenOptions.TARGET)) {
      var options = new RescueOptions(0, 0, Optional.of(map));
      return new Rescue(new Ends(reading, writing), start, options, listener).run();
    }
  }

  private void ddrescue(String... options) {
    List<String> command = new ArrayList<>(List.of("ddrescue", "-q", "-d"));
    command.addAll(List.of(options));
    command.addAll(List.of(source().toString(), target.toString(), map.path().toString()));
    Peers.run(command.toArray(String[]::new));
  }

  @Test
  void theBadSectorsAreThoseThatDdrescueFinds() throws Exception {
    assertThat(run(Standing.start(SIZE), RescueListener.NONE))
        .isEqualTo(new RescueOutcome.Done(BAD));
    assertThat(target).satisfies(Content.of(expected()));
    List<Block> ours = map.read(SIZE).map().blocks();

    Files.delete(map.path());
    ddrescue();

    assertThat(map.read(SIZE).map().blocks()).isEqualTo(ours);
  }

  @Test
  void ddrescueGoesOnFromOurMap() throws Exception {
    try (var reading = RawDevice.open(source(), OpenOptions.READ);
        var writing = RawDevice.create(target, SIZE, OpenOptions.TARGET)) {
      var options = new RescueOptions(0, 0, Optional.of(map));
      var stopping = new Stopping();
      var rescue = new Rescue(new Ends(reading, writing), Standing.start(SIZE), options, stopping);
      stopping.rescue = Optional.of(rescue);
      assertThat(rescue.run()).isInstanceOf(RescueOutcome.Cancelled.class);
    }
    assertThat(map.read(SIZE).map().bytes(Status.FINISHED)).isBetween(1L, SIZE - 1L);

    ddrescue();

    assertThat(map.read(SIZE).map().regions(Status.BAD_SECTOR)).isEqualTo(BAD);
    assertThat(target).satisfies(Content.of(expected()));
  }

  /// Ends a rescue when its sectors are trimmed.
  private static final class Stopping implements RescueListener {
    private Optional<Rescue> rescue = Optional.empty();

    @Override
    public void stage(Stage stage) {
      if (stage == Stage.TRIMMING) {
        rescue.ifPresent(Rescue::cancel);
      }
    }
  }

  @Test
  void weGoOnFromTheMapOfDdrescue() throws Exception {
    ddrescue("--no-trim", "--no-scrape");
    Standing theirs = map.read(SIZE);
    assertThat(theirs.map().bytes(Status.NON_TRIMMED)).isPositive();

    assertThat(run(theirs, RescueListener.NONE)).isEqualTo(new RescueOutcome.Done(BAD));

    assertThat(target).satisfies(Content.of(expected()));
    Peers.run("ddrescuelog", "-t", map.path().toString());
  }
}
