package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.block.GatedDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.nbd.server.TestServer;
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
@Timeout(240)
final class SuspendedProgramTest {
  private static final int SIZE = 24 << 20;
  // More than the program takes for its own slowness.
  private static final long ASLEEP_MILLIS = 3500;

  @TempDir private Path folder;

  @Test
  void aCloneThatIsSuspendedGoesOnAndBlamesNoDevice() throws Exception {
    Path target = folder.resolve("b.img");
    Dist dist = Dist.create(folder.resolve("dist"));
    Path told = folder.resolve("told");
    try (var memory = new MemoryDevice("source", SIZE, 512)) {
      byte[] content = Content.fill(memory, 1);
      var gated = new GatedDevice(memory);
      GatedDevice.Stop stop = gated.stopBefore(Operation.READ, new Region(SIZE / 2, 512));
      try (TestServer source = TestServer.of(gated)) {
        Process process =
            dist.command("clone", source.uri(), target.toString(), "--yes", "--progress=json")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(told.toFile())
                .start();
        stop.awaitArrival();
        Peers.run("kill", "-STOP", Long.toString(process.pid()));
        // The source answers while nobody listens.
        stop.open();
        assertThat(process.waitFor(ASLEEP_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
        Peers.run("kill", "-CONT", Long.toString(process.pid()));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
      assertThat(Files.readString(told)).contains("\"completed\"").doesNotContain("stalled");
      assertThat(target).satisfies(Content.of(content));
    }
  }
}
