package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class DemoCommandTest {
  @TempDir private Path folder;

  @Test
  void theDemoClonesASourceThatIsInUseAndCanBeRepeated() throws Exception {
    Path dir = folder.resolve("new");
    for (int round = 0; round < 2; round++) {
      Screen screen = Screen.ofScript(Machine.real());

      assertThat(screen.run("demo", dir.toString(), "--no-window")).isZero();

      assertThat(screen.out().lines())
          .hasSize(3)
          .anySatisfy(line -> assertThat(line).contains("reads and", "writes"))
          .anySatisfy(line -> assertThat(line).contains("durable and verified"));
    }
    assertThat(dir.resolve("target.img")).satisfies(Content.of(dir.resolve("source.img")));
  }

  @Test
  void anImageOfSomebodyElseIsNotReplaced() throws Exception {
    Path theirs = Files.writeString(folder.resolve("target.img"), "theirs");
    Screen screen = Screen.ofScript(Machine.real());

    assertThat(screen.run("demo", folder.toString(), "--no-window")).isEqualTo(ExitCode.FAILED);

    assertThat(screen.err())
        .isEqualToNormalizingNewlines(
            "diptych: the sample disks cannot be made: "
                + theirs
                + " is there, and is no sample disk\n");
    assertThat(theirs).hasContent("theirs");
    assertThat(folder.resolve("source.img")).doesNotExist();
  }

  @Test
  void aPlaceWhereNothingCanBeMadeIsToldInOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "theirs");
    Screen screen = Screen.ofScript(Machine.real());

    assertThat(screen.run("demo", file.resolve("new").toString(), "--no-window"))
        .isEqualTo(ExitCode.FAILED);

    assertThat(screen.err())
        .startsWith("diptych: the sample disks cannot be made: " + file)
        .hasLineCount(1);
  }
}
