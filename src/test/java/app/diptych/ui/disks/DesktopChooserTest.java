package app.diptych.ui.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where the desktop's file dialog begins.
final class DesktopChooserTest {
  @TempDir private Path directory;

  private final DesktopChooser desktop = new DesktopChooser();

  @Test
  void itBeginsInTheFirstFolderThatIsThere() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Path gone = directory.resolve("gone");

    var chooser = desktop.chooser("Open", List.of(gone, file, folder, directory));

    assertThat(chooser.getInitialDirectory()).isEqualTo(folder.toFile());
  }

  @Test
  void allFilesAreThoseAsWellWhoseNamesHaveNoEnding() {
    var all = desktop.imageChooser("chooser.existing", List.of()).getExtensionFilters().getFirst();

    assertThat(all.getDescription()).isEqualTo("All files");
    assertThat(all.getExtensions()).anyMatch(pattern -> isMatch(pattern, "disk"));
  }

  private static boolean isMatch(String pattern, String name) {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(name));
  }

  @Test
  void itBeginsWhereTheDesktopLikesWhereThereIsNone() {
    var chooser = desktop.chooser("Open", List.of(directory.resolve("gone")));

    assertThat(chooser.getInitialDirectory()).isNull();
  }
}
