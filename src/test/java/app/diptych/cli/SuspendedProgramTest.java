package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.block.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The program is suspended in the middle of a clone, as it is when the machine sleeps, and goes
/// on.
@EnabledOnOs(OS.LINUX)
@Timeout(120)
final class SuspendedProgramTest {
  private static final int SIZE = 24 << 20;
  // More than the program takes for its own slowness.
  private static final long ASLEEP_MILLIS = 3500;

  @TempDir private Path folder;

  @Test
  void aCloneThatIsSuspendedGoesOnAndBlamesNoDevice() throws Exception {
    Path source = Files.write(folder.resolve("a.img"), Content.random(1, SIZE));
    Path target = folder.resolve("b.img");
    Dist dist = Dist.create(folder.resolve("dist"));
    Path told = folder.resolve("told");
    Process process =
        dist.command(
                "clone",
                source.toString(),
                target.toString(),
                "--yes",
                "--rate=12M",
                "--progress=json")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(told.toFile())
            .start();
    while (!Files.readString(told).contains("\"phase\":\"copying\"")) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
    }
    String pid = Long.toString(process.pid());
    Peers.run("kill", "-STOP", pid);
    assertThat(process.waitFor(ASLEEP_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
    Peers.run("kill", "-CONT", pid);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Files.readString(told)).contains("\"completed\"").doesNotContain("stalled");
    assertThat(target).hasSameBinaryContentAs(source);
  }
}
