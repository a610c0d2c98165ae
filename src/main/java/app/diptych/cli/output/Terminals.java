package app.diptych.cli.output;

import app.diptych.terminal.TerminalWidth;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The console of this process.
public final class Terminals {
  private static final int USUAL_COLUMNS = 80;

  private Terminals() {}

  /// The real streams.
  public static Console ofThisProcess() {
    boolean shows = isTerminal(2);
    return new Console(
        System.out,
        System.err,
        new BufferedReader(new InputStreamReader(System.in, nativeCharset())),
        new Console.Terminal(
            shows && isTerminal(0),
            shows && !"dumb".equals(System.getenv("TERM")),
            Terminals::columns));
  }

  private static Charset nativeCharset() {
    return Charset.forName(System.getProperty("stdin.encoding", "UTF-8"), Charset.defaultCharset());
  }

  /// Java tells only of standard input and output taken together; Linux tells of each.
  private static boolean isTerminal(int descriptor) {
    try {
      String device = named(descriptor);
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
    }
  }

  /// Whether somebody reads what is written there, and may stop to: a program, or a person who
  /// closes the terminal.
  public static boolean isRead(int descriptor) {
    try {
      return isTerminal(descriptor) || named(descriptor).matches("(pipe|socket):.*");
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }

  private static String named(int descriptor) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
  }

  private static int columns() {
    return TerminalWidth.columns(2).orElse(USUAL_COLUMNS);
  }
}
