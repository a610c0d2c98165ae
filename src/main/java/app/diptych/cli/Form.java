package app.diptych.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The look of every command's help text, and `--help`.
final class Form {
  private static final int LAST = 100;

  private Form() {}

  /// A command with no options yet but `--help`.
  ///
  /// @param description the first lines of its help
  static CommandSpec of(String name, Callable<Integer> command, String... description) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
    spec.usageMessage()
        .description(description)
        .synopsisHeading("Usage: ")
        .descriptionHeading("%n")
        .parameterListHeading("%n")
        .optionListHeading("%nOptions:%n")
        .sortOptions(false);
    return spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .order(LAST)
            .description("Show this text.")
            .build());
  }
}
