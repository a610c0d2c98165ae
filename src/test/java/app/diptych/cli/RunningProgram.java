package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.nbd.NbdUri;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The installed program, running until a signal ends it; its events are read as they come. Closing
/// it kills it.
final class RunningProgram implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;
  private static final String PHASE = "\"phase\":\"";
  private static final String URI = "\"uri\":\"";

  private final Process process;
  private final BufferedReader events;
  private final List<String> told = new ArrayList<>();

  /// Starts it with these arguments.
  RunningProgram(Dist dist, String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--progress=json");
    process =
        dist.command(all.toArray(String[]::new))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    events = process.errorReader(StandardCharsets.UTF_8);
  }

  /// Reads up to an event that contains this.
  String await(String part) throws IOException {
    while (read()) {
      if (last().contains(part)) {
        return last();
      }
    }
    throw new AssertionError("no " + part + " in " + told);
  }

  /// Waits until this is the phase, if it is not.
  void awaitPhase(String phase) throws IOException {
    while (!phase().equals(phase)) {
      await(PHASE);
    }
  }

  /// The phase that it told last; empty before the first.
  String phase() throws IOException {
    boolean isOpen = true;
    while (isOpen && events.ready()) {
      isOpen = read();
    }
    for (String line : told.reversed()) {
      int at = line.indexOf(PHASE);
      if (at >= 0) {
        return line.substring(at + PHASE.length(), line.indexOf('"', at + PHASE.length()));
      }
    }
    return "";
  }

  private boolean read() throws IOException {
    String line = events.readLine();
    if (line != null) {
      told.add(line);
    }
    return line != null;
  }

  /// Waits until clients can come, and says where.
  NbdUri uri() throws IOException {
    String line = await("\"event\":\"export\"");
    return NbdUri.parse(line.substring(line.indexOf(URI) + URI.length(), line.lastIndexOf('"')));
  }

  /// Sends a signal, waits for the end, and returns the exit code.
  int end(String signal) throws Exception {
    Peers.run("kill", "-" + signal, Long.toString(process.pid()));
    await("\"event\":\"result\"");
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /// What it told last.
  String last() {
    return told.getLast();
  }

  /// Kills it, and waits until it is gone.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
