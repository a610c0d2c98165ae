package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.Region;
import app.diptych.clone.check.KeptMaps;
import app.diptych.rescue.MapFile;
import app.diptych.rescue.MapFormatException;
import app.diptych.rescue.Maps;
import app.diptych.rescue.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;

/// A clone of a failing disk that goes on from a map which is not the window's own, on image files.
@ExtendWith(ApplicationExtension.class)
final class MapJourneyTest {
  private static final int SIZE = 1 << 20;
  private static final int READ = SIZE / 2;

  @TempDir private static Path directory = Path.of("");

  private final MapFile map = new MapFile(directory.resolve("rescue.map"));

  @RegisterExtension
  private final OpenWindow window = new OpenWindow(Machine.real(), Optional.of(map.path()));

  @Test
  void itGoesOnFromWhatTheMapCallsRead() throws IOException, MapFormatException {
    pick();
    Path target = directory.resolve("target.img");
    byte[] half = bytes(2);
    System.arraycopy(bytes(1), 0, half, 0, READ);
    Files.write(target, half);
    write(SIZE);

    window.click("map-choose");

    window.await(
        () -> window.textsIn("verdict-reasons").contains("524 kB were read and are on the target"),
        "it is told what the map says");
    assertThat(window.searched()).containsExactly(KeptMaps.folder(), directory);
    assertThat(window.text("map-name")).contains("rescue.map");
    window.awaitEnabled("clone", true);
    window.click("clone").click("erase-go");
    window.awaitText("job-outcome", "Done");
    assertThat(target).satisfies(Content.of(bytes(1)));
    assertThat(map.read(SIZE).map().bytes(Status.FINISHED)).isEqualTo(SIZE);
  }

  @Test
  void theMapOfAnotherPairIsRefused() throws IOException {
    pick();
    write(SIZE);

    window.click("map-choose").click("clone").click("erase-go");

    window.awaitText("job-outcome", "Refused");
    assertThat(window.text("job-result")).contains("source and target differ at byte 0");
    assertThat(directory.resolve("target.img")).satisfies(Content.of(bytes(2)));
  }

  @Test
  void theMapOfAnotherDiskIsRefusedAndCanBeLeft() throws IOException {
    pick();
    write(SIZE + 512);

    window.click("map-choose");

    window.await(
        () ->
            window
                .textsIn("verdict-reasons")
                .contains("the map of a source of 1049088 bytes, and this source has 1048576"),
        "it is told whose map it is");
    window.awaitEnabled("clone", false);
    window.click("map-away");
    window.awaitEnabled("clone", true);
    assertThat(window.textsIn("verdict-reasons")).doesNotContain("map");
  }

  @Test
  void whatIsNoMapIsToldSo() throws IOException {
    pick();
    Files.writeString(map.path(), "dear diary");

    window.click("map-choose");

    window.await(
        () -> window.textsIn("verdict-reasons").contains("it is no map of GNU ddrescue"),
        "it is told what it is not");
    window.awaitEnabled("clone", false);
  }

  @Test
  void aMapIsOfOnePair() throws IOException {
    pick();
    write(SIZE);
    window.click("map-choose");
    window.awaitShown("map-name", true);
    Path other = image("other.img", 3);

    window.interact(() -> window.model().offer(List.of(other)));
    window.click("target-other-img");

    window.awaitShown("map-name", false);
    window.awaitEnabled("clone", true);
  }

  private void pick() throws IOException {
    Path source = image("source.img", 1);
    Path target = image("target.img", 2);
    window.interact(() -> window.model().offer(List.of(source, target)));
    window.click("source-source-img").click("target-target-img").click("skip-unreadable");
    window.awaitEnabled("clone", true);
  }

  private void write(long size) throws IOException {
    Maps.callFinished(map.path(), size, new Region(0, READ));
  }

  private static Path image(String name, long seed) throws IOException {
    return Files.write(directory.resolve(name), bytes(seed));
  }

  private static byte[] bytes(long seed) {
    return Content.random(seed, SIZE);
  }
}
