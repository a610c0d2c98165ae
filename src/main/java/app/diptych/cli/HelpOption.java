package app.diptych.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `--help`, and the look of every help text.
@Command(
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false)
final class HelpOption {
  // Only picocli looks at it.
  @SuppressWarnings("unused")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 100,
      description = "Show this text.")
  private boolean help;
}
