package app.diptych.cli;

import app.diptych.cli.output.Console;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

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
      return failed("there is no display for the window");
    }
    try {
      window.open(images);
      return ExitCode.DONE;
    } catch (RuntimeException e) {
      if (!isOfTheDesktop(e)) {
        throw e;
      }
      LoggerFactory.getLogger(WindowDoor.class).warn("no window", e);
      return failed(
          "the window cannot be opened, as it needs a display that lets it in, GTK 3 and its"
              + " libraries ("
              + (e.getCause() == null ? e : e.getCause()).getMessage()
              + ")");
    }
  }

  private int failed(String why) {
    console.complain(why + "; for the commands see: diptych --help");
    return ExitCode.FAILED;
  }

  // So JavaFX says that there is no way to the display, or that GTK is not there or is not whole.
  // What fails later it wraps.
  private static boolean isOfTheDesktop(RuntimeException e) {
    return e instanceof UnsupportedOperationException
        || e.getCause() instanceof UnsatisfiedLinkError;
  }
}
