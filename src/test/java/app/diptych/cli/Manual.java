package app.diptych.cli;

import app.diptych.cli.output.Terminals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/// Writes what the packages carry about the commands: a manual page for each, and the completion of
/// bash. Run by the build of the packages.
final class Manual {
  private Manual() {}

  /// Writes it.
  ///
  /// @param args the folder, the program's version, the date of the pages
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (ManualPage page : pages(args[1], args[2].substring(0, "2026-11-22".length()))) {
      Files.writeString(folder.resolve(page.fileName()), page.text());
    }
    Files.writeString(folder.resolve("diptych.bash"), completion());
  }

  /// What bash is told of the commands.
  static String completion() {
    return new Completion(commands().getCommandSpec()).script();
  }

  /// One page for the program and one for each command that is told of.
  static List<ManualPage> pages(String version, String date) {
    CommandLine commands = commands();
    return Stream.concat(
            Stream.of(commands.getCommandSpec()),
            ManualPage.shown(commands.getCommandSpec()).stream())
        .map(spec -> new ManualPage(spec, version, date))
        .toList();
  }

  private static CommandLine commands() {
    Cli cli = new Cli(Terminals.ofThisProcess(), Machine.real(), _ -> {}, new Interruption());
    return cli.commandLine();
  }
}
