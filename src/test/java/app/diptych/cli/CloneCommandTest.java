package app.diptych.cli;

import static app.diptych.cli.Screen.ofPerson;
import static app.diptych.cli.Screen.ofScript;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Region;
import app.diptych.cli.output.Console;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Warning;
import app.diptych.disks.Use;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
final class CloneCommandTest {
  private static final Refusal REFUSAL = new Refusal.ReadOnlyTarget("b.img");
  private static final Use.Mount MOUNT = new Use.Mount("/dev/sdb1", Path.of("/mnt"), false);

  private static final CloneResult SKIPPED =
      new CloneResult.Skipped(8192, Duration.ofSeconds(2), true, List.of(new Region(4096, 512)));

  static Stream<Arguments> results() {
    return Stream.of(
        Arguments.of("completed", 0, FakeMachine.COMPLETED),
        Arguments.of("failed", 1, new CloneResult.Failed(Phase.COPYING, "write b.img: EIO")),
        Arguments.of("refused", 3, new CloneResult.Refused(List.of(REFUSAL))),
        Arguments.of("mismatch", 4, new CloneResult.Mismatch(List.of(new Region(4096, 512)), 512)),
        Arguments.of("mismatch", 4, SKIPPED),
        Arguments.of("cancelled", 130, new CloneResult.Cancelled(40, 100)));
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyResultHasItsExitCodeAndIsTheLastJsonLine(String outcome, int code, CloneResult end) {
    Screen screen = ofScript(new FakeMachine().endingWith(end));

    assertThat(screen.run("clone", "a.img", "b.img", "--yes", "--progress=json")).isEqualTo(code);

    List<String> lines = screen.err().lines().toList();
    assertThat(lines).allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
    assertThat(lines.getLast())
        .startsWith("{\"event\":\"result\",\"outcome\":\"" + outcome + "\",\"message\":\"")
        .contains("\"source\":\"a.img\",\"target\":\"b.img\"");
    assertThat(lines.subList(0, lines.size() - 1))
        .allSatisfy(line -> assertThat(line).startsWith("{\"event\":\"progress\","));
    assertThat(screen.out()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("results")
  void peopleGetOneLine(String outcome, int code, CloneResult end) {
    Screen screen = ofScript(new FakeMachine().endingWith(end));

    assertThat(screen.run("clone", "a.img", "b.img", "--yes", "--progress=none"))
        .as(outcome)
        .isEqualTo(code);
    String line = code == 0 ? screen.out() : screen.err();
    assertThat(line.lines()).hasSize(1);
    assertThat(line).contains("b.img");
  }

  @Test
  void theJsonResultTellsWhatBelongsToIt() {
    assertThat(result(FakeMachine.COMPLETED))
        .endsWith("\"warnings\":[],\"bytes\":100,\"milliseconds\":1500,\"verified\":false}");
    assertThat(result(new CloneResult.Cancelled(40, 100)))
        .endsWith("\"bytesDone\":40,\"bytesTotal\":100}");
    assertThat(result(new CloneResult.Failed(Phase.FLUSHING, "EIO")))
        .endsWith("\"phase\":\"flushing\"}");
    assertThat(result(new CloneResult.Mismatch(List.of(new Region(4096, 512)), 512)))
        .endsWith("\"bytesDiffering\":512,\"regions\":[{\"offset\":4096,\"length\":512}]}");
    assertThat(result(SKIPPED))
        .endsWith(
            "\"bytes\":8192,\"milliseconds\":2000,\"verified\":true,\"bytesUnreadable\":512,"
                + "\"unreadable\":[{\"offset\":4096,\"length\":512}]}");
    assertThat(result(new CloneResult.Refused(List.of(REFUSAL))))
        .contains("\"refusals\":[{\"reason\":\"read-only-target\",\"text\":\"");
  }

  private static String result(CloneResult end) {
    Screen screen = ofScript(new FakeMachine().endingWith(end));
    screen.run("clone", "a.img", "b.img", "--yes", "--progress=json");
    return screen.err().lines().toList().getLast();
  }

  @Test
  void jsonProgressTellsEveryPercent() {
    Screen screen = ofScript(new FakeMachine());

    screen.run("clone", "a.img", "b.img", "--yes", "--progress=json");

    for (int percent = 1; percent <= 100; percent++) {
      assertThat(screen.err())
          .containsOnlyOnce("\"phase\":\"copying\",\"percent\":" + percent + ",");
    }
    assertThat(screen.err()).contains("\"phase\":\"flushing\"");
  }

  private static FakeMachine mounted() {
    return new FakeMachine().refusing(new Refusal.TargetInUse(Path.of("/dev/sdb"), List.of(MOUNT)));
  }

  @Test
  void whatIsMountedIsUnmountedAfterTheQuestion() {
    FakeMachine machine = mounted();

    Screen no = ofPerson(machine, "no\n");
    assertThat(no.run("clone", "a.img", "b.img", "--unmount")).isEqualTo(130);
    assertThat(machine.unmounted).isEmpty();

    Screen yes = ofPerson(machine, "yes\n");
    assertThat(yes.run("clone", "a.img", "b.img", "--unmount")).isZero();
    assertThat(yes.err()).contains("to be unmounted", "/dev/sdb1 is mounted at /mnt");
    assertThat(machine.unmounted).containsExactly(MOUNT);
  }

  @Test
  void whatCannotBeUnmountedIsARefusal() {
    FakeMachine machine = mounted();
    machine.unmountRefusal = Optional.of(new Refusal.NotUnmounted(MOUNT, "target is busy"));
    Screen screen = ofScript(machine);

    assertThat(screen.run("clone", "a.img", "b.img", "--yes", "--unmount", "--progress=json"))
        .isEqualTo(3);
    assertThat(screen.err()).contains("\"reason\":\"not-unmounted\"", "target is busy");
  }

  @Test
  void whatWouldBeUnmountedIsNoRefusalBesideAReportThatCannotBe() {
    Screen screen = ofScript(mounted());
    String report = "--report=/no/where";

    assertThat(screen.run("clone", "a.img", "b.img", "--yes", "--unmount", report)).isEqualTo(3);
    assertThat(screen.err()).contains("The report cannot go to").doesNotContain("mounted");
    assertThat(screen.run("check", "a.img", "b.img", "--unmount", report)).isEqualTo(3);
    assertThat(screen.out().lines()).filteredOn(line -> line.startsWith("refused")).hasSize(1);
  }

  @Test
  void theChecksSayWhatWouldBeUnmounted() {
    Screen screen = ofScript(mounted());

    assertThat(screen.run("check", "a.img", "b.img", "--unmount")).isZero();
    assertThat(screen.out()).contains("to be unmounted").contains("ready:");
    assertThat(screen.run("check", "a.img", "b.img")).isEqualTo(3);
  }

  @Test
  void refusalsOfTheChecksEndItBeforeTheQuestion() {
    Refusal other = new Refusal.Empty(Refusal.Role.SOURCE, "a.img");
    Screen screen = ofPerson(new FakeMachine().refusing(REFUSAL, other), "yes\n");

    assertThat(screen.run("clone", "a.img", "b.img")).isEqualTo(3);
    assertThat(screen.err().lines()).hasSize(2);
  }

  @Test
  void refusalsOfTheChecksAreAJsonResultToo() {
    Screen screen = ofScript(new FakeMachine().refusing(REFUSAL));

    assertThat(screen.run("clone", "a.img", "b.img", "--yes", "--progress=json")).isEqualTo(3);
    assertThat(screen.err().lines())
        .singleElement()
        .asString()
        .startsWith("{\"event\":\"result\",\"outcome\":\"refused\"");
  }

  @Test
  void withoutYesAndTerminalNothingIsDone() {
    FakeMachine machine = new FakeMachine();
    Screen screen = ofScript(machine);

    assertThat(screen.run("clone", "a.img", "b.img")).isEqualTo(2);
    assertThat(screen.err()).contains("--yes").contains("b.img");
    assertThat(machine.requests).isEmpty();
  }

  @Test
  void aPersonIsToldThatWhatGoesOnErasesNotEverything() {
    Screen screen = ofPerson(new FakeMachine(), "yes\n");

    assertThat(screen.run("clone", "a.img", "b.img", "--resume")).isZero();
    assertThat(screen.err())
        .contains("This overwrites what differs on b.img")
        .doesNotContain("everything");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--journal", "--report", "--map"})
  void anEmptyPathIsNoPlace(String option) {
    FakeMachine machine = new FakeMachine();
    Screen screen = ofScript(machine);

    assertThat(screen.run("clone", "a.img", "b.img", "--yes", option, "")).isEqualTo(2);
    assertThat(screen.err().lines())
        .singleElement()
        .asString()
        .contains("'" + option + "'", "an empty path");
    assertThat(machine.requests).isEmpty();
  }

  @Test
  void aPersonWhoTypesYesGetsTheClone() {
    Screen screen = ofPerson(new FakeMachine(), "yes\n");

    assertThat(screen.run("clone", "a.img", "b.img")).isZero();
    assertThat(screen.err()).contains("erases everything on b.img", "a.img onto it");
  }

  @Test
  void whereAMapIsGoneOnFromTheQuestionSaysWhatIsOverwritten() {
    Screen screen =
        ofPerson(
            new FakeMachine().warning(new Warning.GoesOnFromMap(Path.of("m.map"), 1, 2, 3)),
            "yes\n");

    assertThat(screen.run("clone", "a.img", "b.img", "--on-read-error=skip", "--map=m.map"))
        .isZero();
    assertThat(screen.err())
        .contains("overwrites all that the map m.map does not call read", "on b.img", "on a.img.")
        .doesNotContain("erases everything");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "y\n", "no\n", "YES\n"})
  void anyOtherAnswerCancelsBeforeAnythingIsWritten(String answer) {
    Screen screen = ofPerson(new FakeMachine(), answer);

    assertThat(screen.run("clone", "a.img", "b.img")).isEqualTo(130);
    assertThat(screen.err()).contains("before anything was written");
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void theQuestionNamesTheDiskBehindAPath() {
    assertThat(new EraseQuestion(console(), new FakeMachine()).describe("/dev/sdb"))
        .isEqualTo(" (SanDisk \"Ultra\", 64 GB, serial 4C53)");
    assertThat(new EraseQuestion(console(), new FakeMachine()).describe("/dev/sdb1"))
        .startsWith(" (a partition of /dev/sdb, SanDisk");
    assertThat(new EraseQuestion(console(), new FakeMachine()).describe("/dev/sdz")).isEmpty();
  }

  private static Console console() {
    return new Console(
        System.out,
        System.err,
        new java.io.BufferedReader(java.io.Reader.nullReader()),
        Console.Terminal.NONE);
  }

  @Test
  void warningsComeBeforeTheCloneAndInTheResult() {
    Warning warning = new Warning.TargetLarger(4096);
    Screen people = ofScript(new FakeMachine().warning(warning));
    Screen scripts = ofScript(new FakeMachine().warning(warning));

    people.run("clone", "a.img", "b.img", "--yes", "--progress=none");
    scripts.run("clone", "a.img", "b.img", "--yes", "--progress=json");

    assertThat(people.err()).startsWith("diptych: warning: ").contains("4096");
    assertThat(scripts.err().lines().toList().getLast()).contains("\"warnings\":[\"The target");
  }

  @Test
  void checkSaysWhatStandsAgainstIt() {
    Screen screen = ofScript(new FakeMachine().refusing(REFUSAL));

    assertThat(screen.run("check", "a.img", "b.img")).isEqualTo(3);
    assertThat(screen.out().lines()).singleElement().asString().startsWith("refused: ");
  }

  @Test
  void checkSaysThatNothingStandsAgainstIt() {
    Screen screen = ofScript(new FakeMachine().warning(new Warning.TargetLarger(1)));

    assertThat(screen.run("check", "a.img", "b.img")).isZero();
    assertThat(screen.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("warning: "),
            line -> assertThat(line).isEqualTo("ready: 100 B from a.img onto b.img"));
  }

  @Test
  void checkTellsScriptsItsResultAsOneObject() {
    Screen ready = ofScript(new FakeMachine().warning(new Warning.TargetLarger(1)));
    Screen refused = ofScript(new FakeMachine().refusing(REFUSAL));

    assertThat(ready.run("check", "a.img", "b.img", "--progress=json")).isZero();
    assertThat(refused.run("check", "a.img", "b.img", "--progress=json")).isEqualTo(3);

    assertThat(ready.out() + refused.out()).isEmpty();
    assertThat(ready.err())
        .hasLineCount(1)
        .startsWith("{\"event\":\"result\",\"outcome\":\"ready\",")
        .contains("\"warnings\":[\"The target", "\"bytes\":100");
    assertThat(refused.err())
        .hasLineCount(1)
        .startsWith("{\"event\":\"result\",\"outcome\":\"refused\",")
        .contains("\"refusals\":[{\"reason\":");
  }
}
