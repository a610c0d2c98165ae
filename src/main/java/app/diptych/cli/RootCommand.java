package app.diptych.cli;

import app.diptych.report.Program;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `diptych`: without a command the window opens.
///
/// @param door the way there
record RootCommand(WindowDoor door) implements Callable<Integer> {

  /// The command, its options and its help.
  CommandSpec spec() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("diptych");
    spec.usageMessage()
        .description("Clones a disk onto another while the first one stays in use.")
        .synopsisHeading("Usage: ")
        .descriptionHeading("%n")
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n")
        .footer(
            "",
            "Without a command the window opens. Each command explains itself: diptych clone"
                + " --help",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by the checks, 4 source and"
                + " target differ or data was unreadable and skipped, 130 cancelled.");
    return spec.versionProvider(() -> new String[] {"diptych " + Program.version()})
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build())
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
  }

  @Override
  public Integer call() {
    return door.open(List.of());
  }
}
