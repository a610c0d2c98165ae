package app.diptych.desktop;

import app.diptych.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// What a desktop and systemd-logind offer, on a real bus of their own. Closing ends it.
public final class DesktopLab implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final Process process;
  private final Thread reader;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final String address;

  private DesktopLab(String... options) throws Exception {
    process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of("dbus-run-session", "--", "src/test/sh/desktop-lab"),
                        Stream.of(options))
                    .toList())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    reader =
        Thread.ofVirtual()
            .start(() -> process.inputReader(StandardCharsets.UTF_8).lines().forEach(lines::add));
    address = line();
  }

  /// Begins, where there is all that is needed; `nolid`: nobody may hold the lid.
  public static DesktopLab start(String... options) throws Exception {
    Stream.of("dbus-run-session", "dbus-daemon").forEach(Peers::require);
    Peers.require(Path.of("/usr/bin/python3"));
    Peers.run("/usr/bin/python3", "-c", "import dbus, gi");
    return new DesktopLab(options);
  }

  /// The address of the bus, as D-Bus writes it.
  public String address() {
    return address;
  }

  /// What it was asked, or saw end, next.
  public String line() throws InterruptedException {
    String line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("nothing came");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      reader.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IllegalStateException("the desktop did not end", e);
    }
  }
}
