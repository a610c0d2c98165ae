package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.Peers;
import app.diptych.nbd.NbdUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// fio, working on an export on its own; closing it kills it.
final class Fio implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final Process process;
  private final Path output;
  private final Path begun;

  private Fio(Process process, Path output, Path begun) {
    this.process = process;
    this.output = output;
    this.begun = begun;
  }

  /// Starts it, with these options in addition to what is the same for each load: 16 requests in
  /// flight, each block written with its checksum, and all of them read back and checked at the
  /// end.
  ///
  /// @param folder a place for its files
  static Fio start(Path folder, NbdUri uri, String... options) throws IOException {
    Peers.require("fio");
    Path own = Files.createTempDirectory(folder, "fio");
    List<String> command = new ArrayList<>(verifying());
    command.addAll(List.of("--ioengine=nbd", "--uri=" + uri, "--output-format=json"));
    command.addAll(List.of(options));
    Path begun = own.resolve("begun");
    command.add("--exec_prerun=touch " + begun);
    Path output = own.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    return new Fio(
        builder.directory(own.toFile()).redirectOutput(output.toFile()).start(), output, begun);
  }

  /// The beginning of a command line of such a load.
  static List<String> verifying() {
    return List.of(
        "fio",
        "--name=load",
        "--iodepth=16",
        "--verify=crc32c",
        "--verify_fatal=1",
        "--do_verify=1");
  }

  /// Waits until it works.
  Fio awaitBegin() {
    Await.until("fio works", () -> Files.exists(begun));
    return this;
  }

  /// Waits for its end without an error, and returns what it printed.
  String end() throws Exception {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(output);
    assertThat(process.exitValue()).describedAs(text).isZero();
    return text;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
