package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole program in a process of its own, through its launcher.
@EnabledOnOs(OS.LINUX)
@Timeout(180)
final class ProgramTest {
  private static final int LARGE = 512 << 20;
  @TempDir private static Path folder;
  private static Dist dist;
  private static Path large;

  @BeforeAll
  static void install() throws IOException {
    dist = Dist.create(folder.resolve("dist"));
    large = large();
  }

  @Test
  void aCloneIsExactAndLoadsNoClassOfTheWindow() throws Exception {
    Path source = image("exact.img", 3 << 20);
    Path target = folder.resolve("exact-copy.img");
    ProcessBuilder command =
        dist.command("clone", source.toString(), target.toString(), "--yes", "--verify");
    command.environment().put("DIPTYCH_JAVA_OPTS", "-Xlog:class+load:stdout");

    Dist.End end = Dist.end(command);

    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(Files.mismatch(source, target)).isEqualTo(-1);
    assertThat(end.out())
        .contains("app.diptych.cli.Cli ", "durable and verified")
        .doesNotContain(" javafx.", " com.sun.javafx", "app.diptych.ui.");
  }

  @Test
  void listingDisksLoadsNoClassOfTheWindowAndWarnsOfNothing() throws Exception {
    ProcessBuilder command = dist.command("disks", "--json");
    command.environment().put("DIPTYCH_JAVA_OPTS", "-Xlog:class+load:stdout");

    Dist.End end = Dist.end(command);

    assertThat(end.exitCode()).isZero();
    assertThat(end.err()).isEmpty();
    assertThat(end.out()).contains("{\"disks\":[").doesNotContain(" javafx.", "app.diptych.ui.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalEndsACloneCleanly(String signal) throws Exception {
    Path target = folder.resolve("cut-" + signal + ".img");
    Process process =
        dist.command(
                "clone",
                large.toString(),
                target.toString(),
                "--yes",
                "--progress=json",
                "--verify")
            .redirectOutput(Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      // It is under way once it tells how far it is.
      assertThat(lines.readLine()).contains("\"event\":\"progress\"");
      Peers.run("kill", "-" + signal, Long.toString(process.pid()));
      String last = lines.lines().reduce((_, line) -> line).orElse("");

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(last)
          .contains("\"event\":\"result\",\"outcome\":\"cancelled\"")
          .contains("incomplete");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aReaderThatGoesAwayDoesNoHarm() throws Exception {
    ProcessBuilder pipe =
        new ProcessBuilder(
            "bash",
            "-c",
            "set -o pipefail; \"$0\" disks --json | true; echo \"exit ${PIPESTATUS[0]}\"",
            dist.launcher().toString());
    pipe.environment().putAll(dist.command().environment());

    Dist.End end = Dist.end(pipe);

    assertThat(end.out()).isEqualTo("exit 0\n");
    assertThat(end.err()).isEmpty();
  }

  @Test
  void aNameBeyondAsciiWorksWithoutALocale() throws Exception {
    Path source = image("Größe \u2713.img", 4096);
    ProcessBuilder command = dist.command("info", source.toString());
    command.environment().keySet().removeIf(name -> name.equals("LANG") || name.startsWith("LC_"));

    Dist.End end = Dist.end(command);

    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(end.out()).contains("Größe \u2713.img");
  }

  @Test
  void refusalsAndWrongUsageHaveTheirCodes() throws Exception {
    Path source = image("once.img", 4096);

    assertThat(dist.run("clone", source.toString(), source.toString(), "--yes").exitCode())
        .isEqualTo(3);
    assertThat(dist.run("clone", source.toString(), folder.resolve("x").toString()).exitCode())
        .isEqualTo(2);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  /// Large enough that its clone takes longer than a signal.
  private static Path large() throws IOException {
    byte[] piece = new byte[LARGE / 256];
    new Random(1).nextBytes(piece);
    Path file = folder.resolve("large.img");
    try (OutputStream to = Files.newOutputStream(file)) {
      for (int i = 0; i < 256; i++) {
        to.write(piece);
      }
    }
    return file;
  }

  private static Path image(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(folder.resolve(name), bytes);
  }
}
