package app.diptych.cli;

import java.nio.file.Path;
import java.util.List;

/// Opens the window, which the commands know nothing of.
@FunctionalInterface
public interface WindowOpener {

  /// Opens the window with these images offered beside the disks, and returns when it was closed.
  void open(List<Path> images);
}
