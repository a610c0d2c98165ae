package app.diptych.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The manual page of one command, in the language of man(7), made of what the command says of
/// itself.
///
/// @param spec the command
/// @param version of the program
/// @param date of the page, such as 2026-11-22
record ManualPage(CommandSpec spec, String version, String date) {
  private static final String FILES =
      """
      .SH FILES
      .TP
      .I $XDG_STATE_HOME/diptych
      The log, diptych.log, with the stack traces of errors, and the folders journals, reports and maps;
      .I ~/.local/state/diptych
      where the variable is not set.
      .TP
      .I $XDG_CONFIG_HOME/diptych/settings.conf
      The settings of the window;
      .I ~/.config/diptych/settings.conf
      where the variable is not set.
      """;

  /// Such as `diptych-clone.1`.
  String fileName() {
    return name() + ".1";
  }

  private String name() {
    return spec.qualifiedName("-");
  }

  /// The whole page.
  String text() {
    StringBuilder page = new StringBuilder();
    page.append(".TH %s 1 \"%s\" \"Diptych %s\" \"Diptych\"\n".formatted(upper(), date, version));
    String[] description = spec.usageMessage().description();
    section(page, "NAME", List.of(escape(name()) + " \\- " + escape(summary(description[0]))));
    section(page, "SYNOPSIS", List.of(".B " + escape(spec.qualifiedName(" ")), synopsis()));
    section(page, "DESCRIPTION", Arrays.stream(description).map(ManualPage::escape).toList());
    Footer footer = Footer.of(spec.usageMessage());
    footer.plain().forEach(part -> page.append(".PP\n").append(joined(part)));
    arguments(page, "ARGUMENTS", spec.positionalParameters());
    arguments(page, "OPTIONS", spec.options());
    commands(page);
    if (!footer.codes().isEmpty()) {
      section(page, "EXIT STATUS", footer.codes().stream().map(ManualPage::escape).toList());
    }
    if (!footer.examples().isEmpty()) {
      page.append(".SH EXAMPLES\n.nf\n").append(joined(footer.examples())).append(".fi\n");
    }
    return page.append(FILES).append(seeAlso()).toString();
  }

  private String upper() {
    return name().toUpperCase(Locale.ROOT);
  }

  /// The first sentence, as the index of all manuals wants it: short, and without its stop.
  private static String summary(String description) {
    String first = description.split("[.:](?: |$)", 2)[0];
    return first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1);
  }

  private static void section(StringBuilder page, String title, List<String> lines) {
    page.append(".SH ").append(title).append('\n');
    lines.forEach(line -> page.append(line).append('\n'));
  }

  private String synopsis() {
    List<String> words = new ArrayList<>();
    spec.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> words.add("[" + written(option) + "]"));
    spec.positionalParameters().forEach(argument -> words.add(written(argument)));
    if (!subcommands().isEmpty()) {
      words.add("[\\fICOMMAND\\fR]");
    }
    return String.join("\n", words);
  }

  /// An argument as it is typed: what is fixed bold, what is to be put in its place in italics.
  private static String written(ArgSpec argument) {
    String label = "\\fI" + escape(argument.paramLabel()) + "\\fR";
    if (argument instanceof OptionSpec option) {
      String name = "\\fB" + escape(option.longestName()) + "\\fR";
      return option.arity().max() == 0 ? name : name + "=" + label;
    }
    String more = argument.arity().max() > 1 ? "..." : "";
    return argument.arity().min() == 0 ? "[" + label + more + "]" : label + more;
  }

  private static void arguments(
      StringBuilder page, String title, List<? extends ArgSpec> arguments) {
    List<? extends ArgSpec> shown = arguments.stream().filter(each -> !each.hidden()).toList();
    if (shown.isEmpty()) {
      return;
    }
    page.append(".SH ").append(title).append('\n');
    for (ArgSpec argument : shown) {
      page.append(".TP\n").append(names(argument)).append('\n');
      page.append(joined(Arrays.asList(argument.description())));
    }
  }

  private static String names(ArgSpec argument) {
    Stream<String> others =
        argument instanceof OptionSpec option
            ? Arrays.stream(option.names())
                .filter(name -> !name.equals(option.longestName()))
                .map(name -> "\\fB" + escape(name) + "\\fR")
            : Stream.of();
    return Stream.concat(others, Stream.of(written(argument))).collect(Collectors.joining(", "));
  }

  private void commands(StringBuilder page) {
    if (subcommands().isEmpty()) {
      return;
    }
    page.append(".SH COMMANDS\n");
    for (CommandSpec command : subcommands()) {
      page.append(".TP\n.BR ").append(escape(command.qualifiedName("-"))).append(" (1)\n");
      page.append(joined(Arrays.asList(command.usageMessage().description())));
    }
  }

  private String seeAlso() {
    CommandSpec root = spec.root();
    String others =
        Stream.concat(Stream.of(root), shown(root).stream())
            .filter(other -> !other.equals(spec))
            .map(other -> ".BR " + escape(other.qualifiedName("-")) + " (1)")
            .collect(Collectors.joining(",\n"));
    return ".SH SEE ALSO\n" + others + "\n";
  }

  private List<CommandSpec> subcommands() {
    return shown(spec);
  }

  /// The commands of this one that are told of.
  static List<CommandSpec> shown(CommandSpec spec) {
    return spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden())
        .toList();
  }

  private static String joined(List<String> lines) {
    return lines.stream().map(line -> escape(line) + "\n").collect(Collectors.joining());
  }

  /// Text in which nothing is taken for a command of roff.
  private static String escape(String text) {
    String escaped =
        String.format(text.replace("%", "%%").replace("%%n", "%n"))
            .replace("\\", "\\e")
            .replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  /// What stands below the options, sorted by what it is.
  ///
  /// @param plain paragraphs of text
  /// @param examples lines to be kept as they are
  /// @param codes lines about exit codes
  private record Footer(List<List<String>> plain, List<String> examples, List<String> codes) {

    static Footer of(UsageMessageSpec usage) {
      Footer footer = new Footer(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      String all = String.join("\n", usage.footer());
      for (String paragraph : all.split("\n\n+", -1)) {
        footer.add(paragraph.strip().lines().toList());
      }
      return footer;
    }

    private void add(List<String> lines) {
      if (lines.isEmpty()) {
        return;
      }
      if (lines.getFirst().matches("Examples?:")) {
        lines.stream().skip(1).map(String::strip).forEach(examples::add);
      } else if (lines.getFirst().startsWith("Exit codes:")) {
        codes.addAll(lines);
      } else {
        plain.add(lines);
      }
    }
  }
}
