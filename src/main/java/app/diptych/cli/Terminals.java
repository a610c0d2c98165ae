package app.diptych.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The console of this process.
final class Terminals {
  private static final int USUAL_COLUMNS = 80;

  private Terminals() {}

  /// The real streams.
  static Console ofThisProcess() {
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
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String device = Files.readSymbolicLink(link).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
    }
  }

  /// Asks the terminal, once, since a job begins rarely.
  private static int columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroy();
        return USUAL_COLUMNS;
      }
      // Rows, then columns.
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      int columns = Integer.parseInt(size.substring(size.indexOf(' ') + 1).strip());
      return columns > 0 ? columns : USUAL_COLUMNS;
    } catch (IOException | NumberFormatException e) {
      return USUAL_COLUMNS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_COLUMNS;
    }
  }
}
