package app.diptych.cli;

import app.diptych.cli.output.Console;
import app.diptych.cli.output.Terminals;
import app.diptych.clone.check.Preflight;
import app.diptych.disks.Silence;
import app.diptych.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// The command line: finds the command, runs it, and turns what went wrong into one line and an
/// exit code.
public final class Cli {
  // What Java makes of bytes that are no text.
  private static final char UNDECODED = '\uFFFD';

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

  /// Begins, before all else, with what the first check would wait for longest. It logs nothing, so
  /// it need not wait for the log.
  public static void begin(String... args) {
    if (checks(args)) {
      Thread.ofPlatform()
          .daemon()
          .name("begin")
          // Whoever needs it fails as well, and says so.
          .uncaughtExceptionHandler((_, _) -> {})
          .start(Preflight::prepare);
    }
  }

  private static boolean checks(String... args) {
    return args.length > 2 && Set.of("check", "clone", "mirror").contains(args[0]);
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
    Console console = Terminals.ofThisProcess();
    // The window ends its jobs itself, and whoever closes it knows what he does.
    AtomicBoolean isShown = new AtomicBoolean();
    WindowOpener opener =
        images -> {
          isShown.set(true);
          window.open(images);
        };
    Runnable end =
        () -> {
          if (!isShown.get()) {
            // Halting from the hook is the one way to an exit code other than the signal's own.
            interruption.interrupt(() -> cancelled(console, args)).ifPresent(runtime::halt);
          }
        };
    runtime.addShutdownHook(new Thread(end, "interruption"));
    int code = new Cli(console, Machine.real(), opener, interruption).run(args);
    if (isWindow(args)) {
      System.exit(code);
    }
    // All that a command begins it ends itself; an exit in all form takes 4 ms more.
    runtime.halt(code);
  }

  /// Runs one command to its end.
  ///
  /// @return its exit code
  public int run(String... args) {
    int code = told(execute(args), isJson(args));
    interruption.over(code);
    return code;
  }

  /// The exit code of a command, once all that it printed has arrived: what was asked for and is
  /// lost is no success. A reader that went away has seen enough.
  private int told(int code, boolean isJson) {
    boolean isResultLost = console.err().checkError() && isJson && !Terminals.isRead(2);
    boolean isOutputLost = console.out().checkError() && !Terminals.isRead(1);
    if (code != ExitCode.DONE || !(isOutputLost || isResultLost)) {
      return code;
    }
    if (isOutputLost) {
      console.complain("standard output cannot be written: what was to be printed there is lost");
    }
    return ExitCode.FAILED;
  }

  private int execute(String... args) {
    try {
      if (Stream.of(args).anyMatch(arg -> arg.indexOf(UNDECODED) >= 0)) {
        // With a name that is not the one that was meant, another file would be taken, or made.
        console.complain(
            "an argument holds bytes that are no UTF-8: a name with these cannot be used");
        return ExitCode.USAGE;
      }
      if (isWindow(args)) {
        return new WindowDoor(console, machine, window).open(images(args));
      }
      prepare(args);
      try (Silence _ = watch(args)) {
        return commandLine(args).execute(args);
      }
    } catch (Throwable e) {
      // The top of the main thread: an error of the machine or a class that cannot be loaded, too,
      // is one line, and never an exit that looks like a signal's.
      return unexpected(e, args);
    }
  }

  // Taken apart here, where there are no options: the commands take as long to be made ready as a
  // fifth of the window's whole start.
  private static boolean isWindow(String... args) {
    return args.length == 0
        || (args[0].equals("window")
            && Stream.of(args).noneMatch(arg -> arg.isEmpty() || arg.startsWith("-")));
  }

  private static List<Path> images(String... args) {
    return Stream.of(args).skip(1).map(Path::of).toList();
  }

  /// Lets the machine get ready while the options are learned, where it will be asked.
  private void prepare(String... args) {
    if (checks(args)) {
      // First, and here: standard error is told of whoever logs while another thread sets this up.
      LoggerFactory.getLogger(Cli.class).debug("ready");
      Thread.ofPlatform().daemon().name("prepare").start(machine::prepare);
    }
  }

  /// All commands, or only the one that these arguments are for: to learn the options of one takes
  /// some milliseconds.
  CommandLine commandLine(String... args) {
    WindowDoor door = new WindowDoor(console, machine, window);
    JobRunner jobs = new JobRunner(console, machine, interruption);
    Map<String, Supplier<CommandSpec>> commands = new LinkedHashMap<>();
    commands.put("disks", () -> new DisksCommand(console, machine).spec());
    commands.put("check", () -> new CheckCommand(console, machine).spec());
    commands.put("clone", () -> new CloneCommand(console, machine, jobs).spec());
    commands.put("mirror", () -> new MirrorCommand(console, machine, jobs).spec());
    commands.put("serve", () -> new ServeCommand(console, machine, jobs).spec());
    commands.put("verify", () -> new VerifyCommand(console, machine, jobs).spec());
    commands.put("info", () -> new InfoCommand(console, machine).spec());
    commands.put("journals", () -> new JournalsCommand(console).spec());
    commands.put("window", () -> new WindowCommand(door).spec());
    commands.put("demo", () -> new DemoCommand(console, machine, jobs, door).spec());
    if (args.length > 0 && commands.containsKey(args[0])) {
      commands.keySet().retainAll(Set.of(args[0]));
    } else if (List.of(args).equals(List.of("--version"))) {
      commands.clear();
    }
    CommandLine line = new CommandLine(new RootCommand(door).spec());
    commands.values().forEach(command -> line.addSubcommand(command.get()));
    // What a file holds whose name begins with @ are no options.
    line.setExpandAtFiles(false);
    Choice.register(line);
    line.setOut(new PrintWriter(console.out(), true, console.out().charset()));
    line.setErr(new PrintWriter(console.err(), true, console.err().charset()));
    line.setParameterExceptionHandler((e, _) -> wrongUsage(e));
    line.setExecutionExceptionHandler((e, _, _) -> unexpected(e, args));
    return line;
  }

  private Silence watch(String... args) {
    return new Silence(machine::disks, path -> silent(path, args)).watch(() -> named(args));
  }

  /// All that these arguments may name.
  static Set<Path> named(String... args) {
    return Stream.of(args)
        .skip(1)
        .map(arg -> arg.startsWith("-") ? arg.substring(arg.indexOf('=') + 1) : arg)
        .filter(name -> !name.startsWith("-"))
        .flatMap(Cli::path)
        .collect(Collectors.toSet());
  }

  private static Stream<Path> path(String name) {
    try {
      return Stream.of(Path.of(name));
    } catch (InvalidPathException _) {
      return Stream.empty();
    }
  }

  /// Tells that a signal has ended a command before there was a job to tell of it.
  static void cancelled(Console console, String... args) {
    ended(console, "cancelled", "cancelled", args);
  }

  private static void ended(Console console, String outcome, String message, String... args) {
    if (isJson(args)) {
      var result = new JsonObject().put("event", "result").put("outcome", outcome);
      console.err().println(result.put("message", Console.oneLine(message)));
      console.err().flush();
    } else {
      console.complain(message);
    }
  }

  private static boolean isJson(String... args) {
    return String.join("=", args).contains("--progress=json");
  }

  private void silent(Path path, String... args) {
    if (isJson(args)) {
      var event = new JsonObject().put("event", "silent").put("path", path.toString());
      console.err().println(event);
      console.err().flush();
    } else {
      console.complain(path + " does not answer, and is waited for");
    }
  }

  private int wrongUsage(CommandLine.ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    console.complain(objection(e) + " (see: " + command + " --help)");
    return ExitCode.USAGE;
  }

  // Of what it can do nothing with, picocli tells where it stands, and nobody counts arguments.
  private static String objection(CommandLine.ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)
        || unmatched.isUnknownOption()) {
      return String.valueOf(e.getMessage());
    }
    String first = "'" + unmatched.getUnmatched().getFirst() + "'";
    boolean isCommand = e.getCommandLine().getParent() == null;
    return isCommand ? "there is no command " + first : first + " is one argument too many";
  }

  private int unexpected(Throwable e, String... args) {
    LoggerFactory.getLogger(Cli.class).error("unexpected", e);
    String message = "a fault of this program, told in its log: " + e;
    if (List.of(args).contains("--json")) {
      var result = new JsonObject().put("outcome", "failed");
      console.out().println(result.put("message", Console.oneLine(message)));
    }
    ended(console, "failed", message, args);
    return ExitCode.FAILED;
  }
}
