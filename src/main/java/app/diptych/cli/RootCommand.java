package app.diptych.cli;

import app.diptych.report.Program;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// `diptych`: without a command the window opens.
@Command(
    name = "diptych",
    description = "Clones a disk onto another while the first one stays in use.",
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class,
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Without a command the window opens. Each command explains itself: diptych clone --help",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by the checks,",
      "4 source and target differ, 130 cancelled."
    })
final class RootCommand implements Callable<Integer> {
  private final WindowDoor door;

  RootCommand(WindowDoor door) {
    this.door = door;
  }

  @Override
  public Integer call() {
    return door.open(List.of());
  }

  /// The version.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"diptych " + Program.version()};
    }
  }
}
