package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
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
}
