package app.diptych.desktop;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows pages in the browser of whoever runs this program, on Linux. Safe for use by many threads.
public final class Browser {
  private static final Logger LOG = LoggerFactory.getLogger(Browser.class);

  // What knows which browser the person has chosen, then browsers themselves.
  private static final List<String> OPENERS =
      List.of("xdg-open", "x-www-browser", "firefox", "google-chrome", "chromium");

  // Whoever finds nobody to show it says so at once; a browser may stay until it is closed.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<List<String>> openers;
  private final Duration patience;

  /// One that is reached by the first of these commands that takes an address.
  Browser(List<List<String>> openers, Duration patience) {
    this.openers = List.copyOf(openers);
    this.patience = patience;
  }

  /// The one of this system.
  public static Browser ofThisSystem() {
    return new Browser(OPENERS.stream().map(List::of).toList(), PATIENCE);
  }

  /// Shows a page; waits for some seconds at most.
  ///
  /// @return whether there was a browser to show it
  public boolean show(URI page) {
    return openers.stream().anyMatch(opener -> isTaken(opener, page));
  }

  private boolean isTaken(List<String> opener, URI page) {
    var command = new ArrayList<>(opener);
    command.add(page.toString());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      boolean isTaken =
          !process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() == 0;
      LOG.info("{} {} the page", opener.getFirst(), isTaken ? "shows" : "does not show");
      return isTaken;
    } catch (IOException e) {
      LOG.debug("no {} here", opener.getFirst(), e);
      return false;
    } catch (InterruptedException _) {
      // Who waits no more is not told that nobody shows it.
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
