package app.diptych.ui.disks;

import app.diptych.ui.parts.Texts;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// Asks a person for a file: an image, or where something is saved.
public interface ImageChooser {

  /// An image that is there; empty where the person thinks better of it.
  Optional<Path> existing(Window owner);

  /// An image that is to be made.
  Optional<Path> fresh(Window owner);

  /// A map of what could be read of a disk and what not.
  Optional<Path> map(Window owner);

  /// A file to save to, for which a name is proposed.
  Optional<Path> save(Window owner, String title, String name);

  /// The desktop's own file dialog.
  static ImageChooser ofDesktop() {
    return new ImageChooser() {
      @Override
      public Optional<Path> existing(Window owner) {
        return Optional.ofNullable(chooser("chooser.existing").showOpenDialog(owner))
            .map(File::toPath);
      }

      @Override
      public Optional<Path> fresh(Window owner) {
        FileChooser chooser = chooser("chooser.fresh");
        chooser.setInitialFileName(Texts.of("chooser.fresh-name"));
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
      }

      @Override
      public Optional<Path> map(Window owner) {
        var chooser = new FileChooser();
        chooser.setTitle(Texts.of("chooser.open-map"));
        return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
      }

      @Override
      public Optional<Path> save(Window owner, String title, String name) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(name);
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
      }
    };
  }

  private static FileChooser chooser(String titleKey) {
    var chooser = new FileChooser();
    chooser.setTitle(Texts.of(titleKey));
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(Texts.of("chooser.all"), "*.*"),
            new FileChooser.ExtensionFilter(
                Texts.of("chooser.images"), List.of("*.img", "*.raw", "*.iso", "*.bin", "*.dd")));
    return chooser;
  }
}
