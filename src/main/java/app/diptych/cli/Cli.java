package app.diptych.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// The command line: finds the command, runs it, and turns what went wrong into one line and an
/// exit code.
public final class Cli {
  private final Console console;
  private final Machine machine;
  private final WindowOpener window;
  private final Interruption interruption;

  /// The commands of this machine on these streams.
  Cli(Console console, WindowOpener window) {
    this(console, Machine.real(), window, new Interruption());
  }

  /// The commands of any machine.
  Cli(Console console, Machine machine, WindowOpener window, Interruption interruption) {
    this.console = console;
    this.machine = machine;
    this.window = window;
    this.interruption = interruption;
  }

  /// Runs a command of the real process and ends the process with its exit code.
  public static void main(String[] args, WindowOpener window) {
    // Scripts match these lines, and the manual pages quote them: they are English everywhere. The
    // window sets the language of its own.
    Locale.setDefault(Locale.ENGLISH);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> LoggerFactory.getLogger(Cli.class).error("in thread {}", thread, e));
    Interruption interruption = new Interruption();
    Runtime runtime = Runtime.getRuntime();
    // Halting from the hook is the one way to an exit code other than the signal's own.
    runtime.addShutdownHook(
        new Thread(() -> interruption.interrupt().ifPresent(runtime::halt), "interruption"));
    Console console = Terminals.ofThisProcess();
    System.exit(new Cli(console, Machine.real(), window, interruption).run(args));
  }

  /// Runs one command to its end.
  ///
  /// @return its exit code
  public int run(String... args) {
    int code = execute(args);
    console.out().flush();
    console.err().flush();
    interruption.over(code);
    return code;
  }

  private int execute(String... args) {
    try {
      return isWindow(args)
          ? new WindowDoor(console, machine, window).open(images(args))
          : commandLine().execute(args);
    } catch (Throwable e) {
      // The top of the main thread: an error of the machine or a class that cannot be loaded, too,
      // is one line, and never an exit that looks like a signal's.
      return unexpected(e);
    }
  }

  // Taken apart here, where there are no options: the commands take as long to be made ready as a
  // fifth of the window's whole start.
  private static boolean isWindow(String... args) {
    return args.length == 0
        || (args[0].equals("window") && Stream.of(args).noneMatch(arg -> arg.matches("[-@].*")));
  }

  private static List<Path> images(String... args) {
    return Stream.of(args).skip(1).map(Path::of).toList();
  }

  /// All commands, as they are parsed and explained.
  CommandLine commandLine() {
    WindowDoor door = new WindowDoor(console, machine, window);
    JobRunner jobs = new JobRunner(console, machine, interruption);
    CommandLine line =
        new CommandLine(new RootCommand(door))
            .addSubcommand(new DisksCommand(console, machine))
            .addSubcommand(new CheckCommand(console, machine))
            .addSubcommand(new CloneCommand(console, machine, jobs))
            .addSubcommand(new MirrorCommand(console, machine, jobs))
            .addSubcommand(new ServeCommand(console, machine, jobs))
            .addSubcommand(new VerifyCommand(console, machine, jobs))
            .addSubcommand(new InfoCommand(console, machine))
            .addSubcommand(new JournalsCommand(console))
            .addSubcommand(new WindowCommand(door))
            .addSubcommand(new DemoCommand(console, machine, jobs, window));
    line.getSubcommands().values().forEach(command -> command.addMixin("help", new HelpOption()));
    Choice.register(line);
    line.setOut(new PrintWriter(console.out(), true, console.out().charset()));
    line.setErr(new PrintWriter(console.err(), true, console.err().charset()));
    line.setParameterExceptionHandler((e, _) -> wrongUsage(e));
    line.setExecutionExceptionHandler((e, _, _) -> unexpected(e));
    return line;
  }

  private int wrongUsage(CommandLine.ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    console.complain(e.getMessage() + " (see: " + command + " --help)");
    return ExitCode.USAGE;
  }

  private int unexpected(Throwable e) {
    LoggerFactory.getLogger(Cli.class).error("unexpected", e);
    console.complain("a fault of this program, told in its log: " + e);
    return ExitCode.FAILED;
  }
}
