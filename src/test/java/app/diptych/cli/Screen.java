package app.diptych.cli;

import app.diptych.cli.output.Console;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A console that keeps what is printed on it, with commands that run on a [FakeMachine].
final class Screen {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Machine machine;
  private final Console console;
  final List<List<Path>> windows = new ArrayList<>();

  private Screen(Machine machine, String input, Console.Terminal terminal) {
    this.machine = machine;
    this.console =
        new Console(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            new BufferedReader(new StringReader(input)),
            terminal);
  }

  /// Nobody sits there.
  static Screen ofScript(Machine machine) {
    return new Screen(machine, "", Console.Terminal.NONE);
  }

  /// Somebody sits there and will type this.
  static Screen ofPerson(Machine machine, String input) {
    return new Screen(machine, input, new Console.Terminal(true, true, () -> 80));
  }

  /// Runs a command; answers with its exit code.
  int run(String... args) {
    return new Cli(console, machine, windows::add, new Interruption()).run(args);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
