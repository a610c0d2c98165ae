package app.diptych.ui.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// A map that is kept elsewhere harms nothing that is there.
@ExtendWith(ApplicationExtension.class)
final class MapKeepsakeTest {
  private static final String MAP = "# Mapfile. Created by Diptych\n0x0 + 1\n0x0 0x200 +\n";

  @TempDir private Path folder;
  private final MapKeepsake keepsake = new MapKeepsake();
  private Path map = Path.of("map");

  @BeforeEach
  void prepare() throws IOException {
    map = Files.writeString(folder.resolve("map"), MAP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "# Mapfile. Created by GNU ddrescue version 1.27\n", "# Rescue Logfile.\n"})
  void anotherMapOrAnEmptyFileGivesItsPlaceToIt(String before) throws Exception {
    Path to = Files.writeString(folder.resolve("kept.map"), before);

    assertThat(save(to)).startsWith("Saved");

    assertThat(to).hasContent(MAP);
  }

  @Test
  void anImageThatWasChosenByMistakeStays() throws Exception {
    Path image = Files.writeString(folder.resolve("disk.img"), "the only copy of something");

    assertThat(save(image)).contains("disk.img is something else, and stays as it is");

    assertThat(image).hasContent("the only copy of something");
  }

  @Test
  void whatIsNoFileStays() throws Exception {
    Path taken = Files.createDirectory(folder.resolve("taken"));

    assertThat(save(taken)).contains("something else");

    assertThat(taken).isDirectory();
  }

  @Test
  void aPlaceThatIsNotThereIsNamedAndNothingIsLeft() throws Exception {
    assertThat(save(folder.resolve("nowhere").resolve("kept.map")))
        .contains("nowhere/kept.map: no such file");

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(map);
    }
  }

  @Test
  void aMapThatIsNotThereAnyMoreIsNamed() throws Exception {
    Files.delete(map);

    assertThat(save(folder.resolve("kept.map"))).contains(map + ": no such file");
  }

  private String save(Path to) throws TimeoutException {
    WaitForAsyncUtils.waitForAsyncFx(10_000, () -> keepsake.save(map, to));
    WaitForAsyncUtils.waitFor(
        10, TimeUnit.SECONDS, () -> !keepsake.noticeProperty().get().isEmpty());
    return keepsake.noticeProperty().get();
  }
}
