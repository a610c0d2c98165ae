package app.diptych;

import app.diptych.cli.Cli;
import app.diptych.state.LogFile;
import app.diptych.ui.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The program: with arguments a command, without them the window.
public final class Main {
  private Main() {}

  /// Runs the program.
  public static void main(String[] args) {
    Cli.begin(args);
    takeName();
    // Before anything is logged.
    LogFile.prepare();
    // A lambda, not a method reference: that would load the window for every command.
    Cli.main(args, images -> Window.launch(images));
  }

  // Whoever is told who uses a disk, by Diptych or by others, is not told "java".
  private static void takeName() {
    try {
      Files.writeString(Path.of("/proc/self/comm"), "diptych", StandardOpenOption.WRITE);
    } catch (IOException _) {
      // Not on Linux: then Java has the name.
    }
  }
}
