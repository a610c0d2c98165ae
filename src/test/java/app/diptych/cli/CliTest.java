package app.diptych.cli;

import static app.diptych.cli.Screen.ofPerson;
import static app.diptych.cli.Screen.ofScript;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.cli.output.Console;
import app.diptych.cli.output.Terminals;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Fit;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// Parsing, help, wrong usage, and what no command may ever do.
@Timeout(240)
final class CliTest {

  @Test
  void aSignalBeforeTheJobIsAResultForScripts() {
    var err = new ByteArrayOutputStream();
    var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    var console =
        new Console(stream, stream, new BufferedReader(Reader.nullReader()), Console.Terminal.NONE);

    Cli.cancelled(console, "clone", "a", "b", "--progress", "json");
    Cli.cancelled(console, "clone", "a", "b");

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "{\"event\":\"result\",\"outcome\":\"cancelled\",\"message\":\"cancelled\"}",
            "diptych: cancelled");
  }

  @Test
  void versionIsOneLine() {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run("--version")).isZero();
    assertThat(screen.out().lines()).singleElement().asString().startsWith("diptych ");
  }

  @Test
  void theCommandThatIsTypedIsLearnedAlone() {
    Cli cli = new Cli(Terminals.ofThisProcess(), new FakeMachine(), _ -> {}, new Interruption());

    assertThat(cli.commandLine().getSubcommands())
        .hasSizeGreaterThan(5)
        .allSatisfy((name, _) ->
            assertThat(cli.commandLine(name, "-h").getSubcommands()).containsOnlyKeys(name));
  }

  @Test
  void helpNamesEveryCommandButTheDemo() {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run("--help")).isZero();
    assertThat(screen.out())
        .contains(
            "disks",
            "check",
            "clone",
            "mirror",
            "serve",
            "verify",
            "info",
            "journals",
            "window",
            "Exit codes")
        .doesNotContain("demo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "disks",
        "check",
        "clone",
        "mirror",
        "serve",
        "verify",
        "info",
        "journals",
        "window"
      })
  void helpOfEachCommandShowsExamples(String command) {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run(command, "--help")).isZero();
    assertThat(screen.out()).startsWith("Usage: diptych " + command).contains("Example");
    assertThat(screen.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
    assertThat(screen.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate",
        "clone",
        "clone a.img",
        "clone a.img b.img c.img --yes",
        "clone a.img b.img --yes --fit=middle",
        "clone a.img b.img --yes --fit=EXACT",
        "clone a.img b.img --yes --progress=loud",
        "clone a.img b.img --yes --frob",
        "verify a.img b.img --verify",
        "info",
        "disks --xml",
        "clone nbd:/x b.img --yes",
        "clone a.img b.img --yes --rate=fast",
        "clone a.img b.img --yes --rate=0",
        "clone a.img b.img --yes --erase=",
        "journals --forget=",
        "mirror a.img b.img",
        "mirror a.img b.img --yes --export x",
        "mirror a.img b.img --yes --copy-mode=both",
        "mirror a.img b.img --yes --export nbds://localhost/x",
        "mirror a.img b.img --yes --export nbd://localhost/x --tls-certs /x",
        "serve",
        "serve a.img --export nbd://0.0.0.0/x",
        "serve a.img --cache=some"
      })
  void wrongUsageIsOneLineWithAHint(String line) {
    FakeMachine machine = new FakeMachine();
    Screen screen = ofScript(machine);

    assertThat(screen.run(line.split(" ", -1))).isEqualTo(2);
    assertThat(screen.err().lines())
        .singleElement()
        .asString()
        .startsWith("diptych: ")
        .contains("--help)");
    assertThat(screen.out()).isEmpty();
    assertThat(machine.requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "frobnicate a b | there is no command 'frobnicate' (see: diptych --help)",
        "disks x y | 'x' is one argument too many (see: diptych disks --help)",
        "check a.img b.img -1 | '-1' is one argument too many (see: diptych check --help)",
        "check a.img b.img --frob | Unknown option: '--frob' (see: diptych check --help)"
      })
  void whatFitsNowhereIsNamed(String line, String told) {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run(line.split(" "))).isEqualTo(2);
    assertThat(screen.err()).isEqualTo("diptych: " + told + "\n");
  }

  @Test
  void noImageOfAnEmptyNameIsOffered() {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run("window", "")).isEqualTo(2);
    assertThat(screen.windows).isEmpty();
  }

  @Test
  void aPathThatIsNoneIsWrongUsage() {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run("info", "a\0b")).isEqualTo(2);
    assertThat(screen.run("info", "")).isEqualTo(2);
    assertThat(screen.err().lines()).hasSize(2);
  }

  @Test
  void optionsReachTheRequest() {
    FakeMachine machine = new FakeMachine();

    ofScript(machine)
        .run(
            "check",
            "a.img",
            "b.img",
            "--fit=start",
            "--verify",
            "--accept-mounted-source",
            "--erase",
            "sda",
            "--yes",
            "--progress=none");

    assertThat(machine.requests)
        .containsExactly(
            new CloneRequest(
                new Endpoint.ImageFile(Path.of("a.img")),
                new Endpoint.ImageFile(Path.of("b.img")),
                new CloneRequest.Options(Fit.START, true, true, Optional.of("sda"))));
  }

  @Test
  void withoutOptionsTheRequestIsTheDefault() {
    FakeMachine machine = new FakeMachine();

    ofScript(machine).run("check", "a.img", "b.img");

    assertThat(machine.requests.getFirst().options()).isEqualTo(CloneRequest.Options.DEFAULT);
  }

  @Test
  void withoutArgumentsTheWindowOpens() {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run()).isZero();
    assertThat(screen.windows).containsExactly(List.of());
  }

  @Test
  void windowOffersImages() {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run("window", "a.img", "b.img")).isZero();
    assertThat(screen.windows).containsExactly(List.of(Path.of("a.img"), Path.of("b.img")));
  }

  @Test
  void withoutADisplayItSaysSo() {
    FakeMachine machine = new FakeMachine();
    machine.hasDisplay = false;
    Screen screen = ofScript(machine);

    assertThat(screen.run()).isEqualTo(1);
    assertThat(screen.err().lines()).singleElement().asString().contains("display", "--help");
    assertThat(screen.windows).isEmpty();
  }

  @Test
  void theDemoOffersBothImagesWhereThereIsADisplay(@TempDir Path folder) {
    Screen screen = ofScript(new FakeMachine());

    assertThat(screen.run("demo", folder.toString())).isZero();
    assertThat(screen.windows)
        .containsExactly(List.of(folder.resolve("source.img"), folder.resolve("target.img")));
  }

  @Test
  void aFaultOfTheProgramIsOneLineAndNoStackTrace() {
    FakeMachine machine = new FakeMachine();
    machine.disks =
        () -> {
          throw new IllegalStateException("a fault\nof two lines");
        };
    Screen screen = ofScript(machine);

    assertThat(screen.run("disks")).isEqualTo(1);
    assertThat(screen.err().lines())
        .singleElement()
        .asString()
        .contains("a fault of this program")
        .doesNotContain("\tat ");
  }

  @Test
  void anErrorOfTheMachineIsOneLineTooAndAResultForScripts() {
    FakeMachine machine = new FakeMachine();
    machine.disks =
        () -> {
          throw new OutOfMemoryError("a test");
        };
    Screen screen = ofScript(machine);

    assertThat(screen.run("disks", "--json")).isEqualTo(1);
    assertThat(screen.err().lines()).singleElement().asString().contains("OutOfMemoryError");
    assertThat(screen.out())
        .startsWith("{\"outcome\":\"failed\",\"message\":\"a fault of this program")
        .endsWith("OutOfMemoryError: a test\"}\n");
  }

  @Test
  void aBrokenPipeOnStandardOutputIsHarmless() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Console console =
        new Console(
            new PrintStream(broken, true, StandardCharsets.UTF_8),
            new PrintStream(broken, true, StandardCharsets.UTF_8),
            new BufferedReader(new StringReader("")),
            Console.Terminal.NONE);
    Cli cli = new Cli(console, new FakeMachine(), _ -> {}, new Interruption());

    assertThat(cli.run("disks")).isZero();
    assertThat(cli.run("clone", "a.img", "b.img", "--yes")).isZero();
  }

  @Test
  void everyHelpFitsATerminalOfEightyColumnsInWholeLines() {
    CommandLine commands =
        new Cli(Terminals.ofThisProcess(), new FakeMachine(), _ -> {}, new Interruption())
            .commandLine();

    assertThat(ManualPage.shown(commands.getCommandSpec()))
        .allSatisfy(command -> {
          assertThat(command.usageMessage().description()).allMatch(text -> text.endsWith("."));
          assertThat(command.usageMessage().footer())
              .allMatch(text -> text.length() < 80 || text.matches("[A-Z].*\\."));
          assertThat(command.options())
              .flatExtracting(option -> List.of(option.description()))
              .allMatch(text -> text.matches(".*[.:)]|.* (bar|json): .*"));
        });
  }

  @Test
  void whatAnArgumentMayNameIsLookedAfter() {
    assertThat(Cli.named("clone", "a", "/mnt/b", "--yes", "--map=/mnt/m", "--report", "r"))
        .contains(Path.of("a"), Path.of("/mnt/b"), Path.of("/mnt/m"), Path.of("r"))
        .doesNotContain(Path.of("clone"));
  }

  @Test
  void aPersonSeesABar() {
    Screen screen = ofPerson(new FakeMachine(), "");

    screen.run("verify", "a.img", "b.img");

    assertThat(screen.err()).contains("copying").contains("\r");
  }
}
