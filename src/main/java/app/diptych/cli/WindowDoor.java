package app.diptych.cli;

import app.diptych.cli.output.Console;
import java.nio.file.Path;
import java.util.List;

/// The way to the window, where there is one.
///
/// @param console where it is said that there is none
/// @param machine that has a display or not
/// @param window what is opened
record WindowDoor(Console console, Machine machine, WindowOpener window) {

  /// Opens the window and returns when it was closed.
  ///
  /// @return the exit code
  int open(List<Path> images) {
    if (!machine.hasDisplay()) {
      console.complain("there is no display for the window; for the commands see: diptych --help");
      return ExitCode.FAILED;
    }
    window.open(images);
    return ExitCode.DONE;
  }
}
