package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.report.SampleReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// `--report`, with real jobs on image files.
@Timeout(240)
final class ReportOptionTest {
  private static final int SIZE = 1 << 20;

  private final Path folder;
  private final Path source;
  private final Path target;
  private final Screen screen = Screen.ofScript(Machine.real());

  ReportOptionTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.source = Files.write(folder.resolve("a.img"), new byte[SIZE]);
    this.target = folder.resolve("b.img");
  }

  private int clone(Path report, String... more) {
    String[] all = new String[more.length + 5];
    all[0] = "clone";
    all[1] = source.toString();
    all[2] = target.toString();
    all[3] = "--yes";
    all[4] = "--report=" + report;
    System.arraycopy(more, 0, all, 5, more.length);
    return screen.run(all);
  }

  @Test
  void aCloneAndAComparisonWriteOne() throws IOException {
    Path page = folder.resolve("r.html");
    Path json = folder.resolve("r.json");

    assertThat(clone(page)).isZero();
    assertThat(
            screen.run("verify", source.toString(), target.toString(), "--report", json.toString()))
        .isZero();

    assertThat(page).content().startsWith("<!DOCTYPE html>").contains("Clone: Completed");
    assertThat(json).content().contains("\"kind\":\"verify\",\"outcome\":\"completed\"");
  }

  @Test
  void theHashIsToldToPeopleAndScriptsAndInTheReport() throws IOException {
    // Of a mebibyte of zeros, as sha256sum tells it.
    String hash = "30e14955ebf1352266dc2ff8067e68104607e750abb9d3b36582b8af909fcb58";
    Path json = folder.resolve("r.json");

    assertThat(clone(json, "--sha256", "--progress=json")).isZero();
    assertThat(screen.run("verify", source.toString(), target.toString(), "--sha256")).isZero();

    assertThat(screen.err()).contains("\"sha256\":\"" + hash + "\"", "\"verified\":true");
    assertThat(screen.out()).contains("SHA-256 of " + source + ": " + hash);
    assertThat(json).content().contains("{\"algorithm\":\"SHA-256\",\"value\":\"" + hash);
  }

  @Test
  void whatDiffersIsRepairedWhereThatIsAllowed() throws IOException {
    byte[] bytes = new byte[SIZE];
    bytes[513] = 1;
    Files.write(target, bytes);
    String[] pair = {source.toString(), target.toString()};

    assertThat(screen.run("verify", pair[0], pair[1], "--repair")).isEqualTo(ExitCode.USAGE);
    Screen person = Screen.ofPerson(Machine.real(), "no\n");
    assertThat(person.run("verify", pair[0], pair[1], "--repair")).isEqualTo(ExitCode.CANCELLED);
    assertThat(target).satisfies(Content.of(bytes));
    assertThat(screen.run("verify", pair[0], pair[1])).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.err()).contains("verify --repair: only these are copied again");

    assertThat(screen.run("verify", pair[0], pair[1], "--repair", "--yes", "--json")).isZero();
    assertThat(screen.out())
        .contains("\"outcome\":\"completed\"", "\"bytesRepaired\":512", "copied onto");
    assertThat(target).satisfies(Content.of(source));
  }

  @Test
  void theHashOfAllAndTheComparisonByHashesDoNotGoTogether() {
    assertThat(clone(folder.resolve("r"), "--sha256", "--verify-by=hash"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(clone(folder.resolve("r"), "--verify-by=hash")).isZero();
  }

  @Test
  void aJobThatEndsBadlyWritesOneToo() throws IOException {
    Files.write(target, new byte[SIZE - 512]);
    Path report = folder.resolve("r.json");

    assertThat(
            screen.run(
                "verify", source.toString(), target.toString(), "--report", report.toString()))
        .isEqualTo(ExitCode.REFUSED);

    assertThat(report).content().contains("\"outcome\":\"refused\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.img", "b.img", "letter", "no/where", "."})
  void aFileThatCannotTakeItIsRefusedBeforeAnythingIsDone(String name) throws IOException {
    Path letter = Files.writeString(folder.resolve("letter"), "Dear");
    Path report = folder.resolve(name);

    assertThat(clone(report)).isEqualTo(ExitCode.REFUSED);

    assertThat(screen.err()).contains("The report cannot go to " + report);
    assertThat(target).doesNotExist();
    assertThat(letter).content().isEqualTo("Dear");
    assertThat(screen.run("check", source.toString(), target.toString(), "--report=" + report))
        .isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void theMapIsNoPlaceForIt() {
    Path map = folder.resolve("m");

    assertThat(clone(map, "--on-read-error=skip", "--map=" + map)).isEqualTo(ExitCode.REFUSED);
    assertThat(map).doesNotExist();
  }

  @Test
  void whyItCouldNotBeWrittenAfterAllIsToldInWords() {
    var option = new ReportOption();
    var spec = CommandSpec.create();
    option.addTo(spec);
    Path gone = folder.resolve("gone/r.json");
    new CommandLine(spec).parseArgs("--report=" + gone);

    assertThat(option.write(Optional.of(SampleReport.ofImages("a", "b"))))
        .hasValue(gone + ": it cannot be written there");
  }

  @Test
  void oneThatCannotBeWrittenIsAWarningAndNoMore() {
    // The jobs of this machine have none.
    Screen people = Screen.ofScript(new FakeMachine());
    Screen script = Screen.ofScript(new FakeMachine());
    String report = "--report=" + folder.resolve("r");

    assertThat(people.run("clone", "a", "b", "--yes", "--progress=none", report)).isZero();
    assertThat(script.run("clone", "a", "b", "--yes", "--progress=json", report)).isZero();

    assertThat(people.err().lines())
        .singleElement()
        .asString()
        .startsWith("diptych: warning: the report was not written: ");
    assertThat(script.err().lines()).anyMatch(line -> line.startsWith("{\"event\":\"warning\","));
    assertThat(script.err().lines().toList().getLast()).startsWith("{\"event\":\"result\"");
  }
}
