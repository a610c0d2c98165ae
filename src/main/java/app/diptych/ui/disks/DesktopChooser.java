package app.diptych.ui.disks;

import app.diptych.disks.Answers;
import app.diptych.ui.parts.Texts;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// The desktop's own file dialog.
final class DesktopChooser implements ImageChooser {
  // JavaFX looks at the folder before it opens the dialog, and where its server is gone it would
  // wait for it; nobody sees the window stand still for so long.
  private static final long PATIENCE_MILLIS = 100;

  private final Answers<Path, Boolean> answers = new Answers<>(PATIENCE_MILLIS);

  @Override
  public Optional<Path> existing(Window owner, List<Path> folders) {
    return open(imageChooser("chooser.existing", folders), owner);
  }

  @Override
  public Optional<Path> fresh(Window owner, List<Path> folders) {
    FileChooser chooser = imageChooser("chooser.fresh", folders);
    chooser.setInitialFileName(Texts.of("chooser.fresh-name"));
    return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
  }

  @Override
  public Optional<Path> map(Window owner, List<Path> folders) {
    return open(chooser(Texts.of("chooser.open-map"), folders), owner);
  }

  @Override
  public Optional<Path> save(Window owner, List<Path> folders, String title, String name) {
    FileChooser chooser = chooser(title, folders);
    chooser.setInitialFileName(name);
    return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
  }

  private static Optional<Path> open(FileChooser chooser, Window owner) {
    return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
  }

  /// A dialog for images, which by themselves need not be named like one.
  FileChooser imageChooser(String titleKey, List<Path> folders) {
    FileChooser chooser = chooser(Texts.of(titleKey), folders);
    chooser
        .getExtensionFilters()
        .addAll(
            // Of the two GTK takes the second for files with a dot, Windows and macOS for all.
            new FileChooser.ExtensionFilter(Texts.of("chooser.all"), "*", "*.*"),
            new FileChooser.ExtensionFilter(
                Texts.of("chooser.images"), List.of("*.img", "*.raw", "*.iso", "*.bin", "*.dd")));
    return chooser;
  }

  /// A dialog that begins at the first of these folders that is there.
  FileChooser chooser(String title, List<Path> folders) {
    var chooser = new FileChooser();
    chooser.setTitle(title);
    folders.stream()
        .filter(this::isThere)
        .findFirst()
        .map(Path::toFile)
        .ifPresent(chooser::setInitialDirectory);
    return chooser;
  }

  private boolean isThere(Path folder) {
    Answers.Answer<Boolean> answer =
        answers.ask(Map.of(folder, () -> Files.isDirectory(folder))).get(folder);
    return answer != null && !answer.isSilent() && answer.value().orElse(false);
  }
}
