package app.diptych.cli;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.block.Content;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole program in a process of its own, through its launcher.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class ProgramTest {
  private static final int LARGE = 64 << 20;
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
    assertThat(target).satisfies(Content.of(source));
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
                "--rate=1M",
                "--verify")
            .redirectOutput(Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      // A minute is left then.
      assertThat(lines.lines().anyMatch(line -> line.contains("\"phase\":\"copying\""))).isTrue();
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "--help",
        "disks",
        "journals --json",
        "info %s",
        "check %s %s",
        "verify %s %s --progress=none"
      })
  void whatCouldNotBePrintedIsNoSuccess(String arguments) throws Exception {
    Path image = image("printed.img", 4096);
    Path copy = Files.copy(image, folder.resolve("printed-copy.img"), REPLACE_EXISTING);
    String[] words = arguments.formatted(image, copy).split(" ");

    Dist.End end = Dist.end(shell("exec \"$0\" \"$@\" >/dev/full", words));

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.err())
        .isEqualTo(
            "diptych: standard output cannot be written: what was to be printed there is lost\n");
  }

  @Test
  void noFileTakesThePlaceOfAClosedStream() throws Exception {
    Path source = image("closed.img", 4096);
    Path target = folder.resolve("closed-copy.img");
    String[] words = {"clone", source.toString(), target.toString(), "--yes"};

    Dist.End end = Dist.end(shell("exec \"$0\" \"$@\" <&- >&- 2>&-", words));

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(target).satisfies(Content.of(source));
  }

  @Test
  void aTerminalThatWasClosedTakesNoSuccessAway() throws Exception {
    Path source = image("unseen.img", 4096);
    Path target = folder.resolve("unseen-copy.img");
    // The terminal goes with the program that draws it.
    String line =
        """
        mkfifo "$1.code"
        export PROGRAM="$0" SOURCE="$1" TARGET="$2" SHELL=/bin/sh
        script -qc 'trap "" HUP; kill -9 $PPID
          "$PROGRAM" clone "$SOURCE" "$TARGET" --yes; echo $? >"$SOURCE.code"' /dev/null
        exit "$(cat "$1.code")"
        """;

    Dist.End end = Dist.end(shell(line, source.toString(), target.toString()));

    assertThat(end.exitCode()).isZero();
    assertThat(target).satisfies(Content.of(source));
  }

  @Test
  void aNameThatIsNoTextIsNotMistakenForAnother() throws Exception {
    Path source = image("text.img", 4096);
    String line = "exec \"$0\" clone \"$1\" \"$(printf '%s/bad\\377' \"$2\")\" --yes";

    Dist.End end = Dist.end(shell(line, source.toString(), folder.toString()));

    assertThat(end.exitCode()).isEqualTo(2);
    assertThat(end.err())
        .isEqualTo(
            "diptych: an argument holds bytes that are no UTF-8: a name with these cannot be"
                + " used\n");
  }

  @Test
  void aFolderThatWasRemovedIsTold() throws Exception {
    Path gone = folder.resolve("gone");
    String line = "mkdir \"$1\" && cd \"$1\" && rmdir \"$1\" && exec \"$0\" disks";

    Dist.End end = Dist.end(shell(line, gone.toString()));

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.err())
        .endsWith("diptych: the folder in which it is started was removed: change to another\n")
        .doesNotContain("java");
  }

  @ParameterizedTest
  @CsvSource({
    "-n 13, disks, 'to have 64 files open, and may have 13 (ulimit -n)'",
    "-n 20, disks, 'to have 64 files open, and may have 20 (ulimit -n)'",
    "-v 2000000, disks, '3000000 KiB of address space, and may have 2000000 (ulimit -v)'",
    "-v 3500000, serve, '4000000 KiB of address space, and may have 3500000 (ulimit -v)'",
    "-v 3500000, window, '4000000 KiB of address space, and may have 3500000 (ulimit -v)'"
  })
  void aMachineThatAllowsTooLittleIsTold(String limit, String command, String told)
      throws Exception {
    Dist.End end = Dist.end(shell("ulimit " + limit + "; exec \"$0\" \"$@\"", command));

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.err()).isEqualTo("diptych: needs " + told + "\n");
  }

  @Test
  void whatALimitOnMemoryMustAllowIsEnough() throws Exception {
    Dist.End end = Dist.end(shell("ulimit -v 3000000; exec \"$0\" \"$@\"", "disks"));

    assertThat(end.exitCode()).as(end.err()).isZero();
  }

  /// The program with these words, started by a line of the shell.
  private static ProcessBuilder shell(String line, String... words) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", line, dist.launcher().toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(dist.command().environment());
    return builder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xx_XX.UTF-8"})
  void aNameBeyondAsciiWorksWithoutALocaleThatIsThere(String locale) throws Exception {
    Path source = image("Größe \u2713.img", 4096);
    ProcessBuilder command = dist.command("info", source.toString());
    command.environment().keySet().removeIf(name -> name.equals("LANG") || name.startsWith("LC_"));
    command.environment().put("LANG", locale);

    Dist.End end = Dist.end(command);

    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(end.out()).contains("Größe \u2713.img");
  }

  @Test
  void theBarIsAsWideAsTheTerminal() throws Exception {
    Peers.require("script");
    Path target = folder.resolve("bar.img");
    String clone = "stty cols 24; \"$DIPTYCH\" clone \"$FROM\" \"$TO\" --yes --rate 1G";
    ProcessBuilder command = new ProcessBuilder("script", "-q", "-e", "-c", clone, "/dev/null");
    command.environment().putAll(dist.command().environment());
    command.environment().put("DIPTYCH", dist.launcher().toString());
    command.environment().put("FROM", image("bar-source.img", 3 << 20).toString());
    command.environment().put("TO", target.toString());
    command.environment().put("TERM", "xterm");

    Dist.End end = Dist.end(command);

    assertThat(end.exitCode()).as(end.out()).isZero();
    // One column stays free: a terminal may go to the next line once the last one is written.
    List<String> bars =
        Stream.of(end.out().replaceAll("\u001b\\[[?0-9]*[a-zA-Z]", "").split("\r", -1))
            .filter(line -> line.startsWith("copying"))
            .toList();
    assertThat(bars).isNotEmpty().allMatch(bar -> bar.length() == 23);
  }

  @Test
  void whatItKeepsIsItsUsersWhateverTheUmask() throws Exception {
    Path source = image("masked.img", 4096);
    Path state = folder.resolve("masked/state");
    // Its target, which is like any other file of the user, is there already.
    String target = image("masked-copy.img", 4096).toString();
    ProcessBuilder command =
        shell("umask 777; exec \"$0\" \"$@\"", "clone", source.toString(), target, "--yes");
    command.environment().put("XDG_STATE_HOME", state.toString());

    Dist.End end = Dist.end(command);

    assertThat(end.exitCode()).as(end.err()).isZero();
    try (Stream<Path> kept = Files.walk(state.getParent())) {
      assertThat(kept)
          .anySatisfy(path -> assertThat(path).hasFileName("diptych.log"))
          .allSatisfy(path ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                  .as(path.toString())
                  .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void theLogIsItsUsersAlone() throws Exception {
    Path state = Files.createDirectory(folder.resolve("open-state"));
    Path ours = Files.createDirectory(state.resolve("diptych"));
    Files.setPosixFilePermissions(ours, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(logging(state).exitCode()).isZero();

    assertThat(rights(ours)).isEqualTo("rwx------");
    assertThat(rights(ours.resolve("diptych.log"))).isEqualTo("rw-------");
    assertThat(ours.resolve("diptych.log")).isNotEmptyFile();
  }

  @Test
  void noLogIsLedToAnotherPlaceByALink() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "theirs");
    Path state = Files.createDirectory(folder.resolve("linked-state"));
    Path ours = Files.createDirectory(state.resolve("diptych"));
    Files.createSymbolicLink(ours.resolve("diptych.log"), victim);

    Dist.End end = logging(state);

    assertThat(end.exitCode()).isZero();
    assertThat(victim).hasContent("theirs");
    assertThat(end.err()).containsOnlyOnce("diptych: warning: No log is kept (" + ours);
  }

  @Test
  void aStateFolderThatIsALinkTakesNothing() throws Exception {
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    Path state = Files.createDirectory(folder.resolve("state-of-links"));
    Files.createSymbolicLink(state.resolve("diptych"), theirs);

    Dist.End end = logging(state);

    assertThat(end.exitCode()).isZero();
    assertThat(end.err())
        .contains(
            "diptych: warning: No journal can be kept ("
                + state.resolve("diptych")
                + " is no folder, or a link to one): if this job is broken off, it has to begin");
    assertThat(theirs).isEmptyDirectory();
  }

  /// A clone, which has something to log.
  private static Dist.End logging(Path state) throws Exception {
    Path copy = state.resolve("copy.img");
    ProcessBuilder command =
        dist.command("clone", image("logged.img", 4096).toString(), copy.toString(), "--yes");
    command.environment().put("XDG_STATE_HOME", state.toString());
    return Dist.end(command);
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
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

  /// Large enough that its clone, a mebibyte a second, takes longer than a signal.
  private static Path large() throws IOException {
    byte[] piece = Content.random(1, LARGE / 256);
    Path file = folder.resolve("large.img");
    try (OutputStream to = Files.newOutputStream(file)) {
      for (int i = 0; i < 256; i++) {
        to.write(piece);
      }
    }
    return file;
  }

  private static Path image(String name, int size) throws IOException {
    return Files.write(folder.resolve(name), Content.random(size, size));
  }
}
