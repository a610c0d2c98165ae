package app.diptych;

import app.diptych.cli.Cli;
import app.diptych.state.LogFile;
import app.diptych.ui.Window;

/// The program: with arguments a command, without them the window.
public final class Main {
  private Main() {}

  /// Runs the program.
  public static void main(String[] args) {
    Cli.begin(args);
    // Before anything is logged.
    LogFile.prepare();
    // A lambda, not a method reference: that would load the window for every command.
    Cli.main(args, images -> Window.launch(images));
  }
}
