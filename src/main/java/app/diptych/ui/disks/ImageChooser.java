package app.diptych.ui.disks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.Window;

/// Asks a person for a file: an image, or where something is saved. Each time folders are named
/// where that is likely to be, the likeliest first.
public interface ImageChooser {

  /// An image that is there; empty where the person thinks better of it.
  Optional<Path> existing(Window owner, List<Path> folders);

  /// An image that is to be made.
  Optional<Path> fresh(Window owner, List<Path> folders);

  /// A map of what could be read of a disk and what not.
  Optional<Path> map(Window owner, List<Path> folders);

  /// A file to save to, for which a name is proposed.
  Optional<Path> save(Window owner, List<Path> folders, String title, String name);

  /// The desktop's own file dialog.
  static ImageChooser ofDesktop() {
    return new DesktopChooser();
  }
}
