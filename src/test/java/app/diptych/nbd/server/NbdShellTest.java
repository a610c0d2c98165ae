package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.block.MemoryDevice;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Corners of the protocol, as libnbd sees them on our server: the checks are those of
/// `corners.py`.
@Timeout(240)
final class NbdShellTest {
  private static final Path SCRIPT =
      Path.of("src/test/resources/app/diptych/nbd/server/corners.py");
  private static final String CHECKS = "1..33, 0 failed";

  @TempDir private Path folder;

  @Test
  void libnbdFindsEachCornerAsItShouldBe() throws Exception {
    Peers.require("nbdsh");
    try (var image = RawDevice.create(folder.resolve("image"), 96 << 20, OpenOptions.TARGET);
        var small = new MemoryDevice("memory", 1 << 20, 512);
        TestServer server =
            TestServer.of(
                List.of(
                    new Export("", "for tests", image, false, false),
                    new Export("locked", "closed to writers", small, true, false)),
                ServerOptions.DEFAULT)) {
      String output =
          Peers.run(
              "env",
              // The system's own Python has the module.
              "PATH=/usr/bin:/usr/sbin:/bin",
              "SOCKET=" + server.socket(),
              "nbdsh",
              "-n",
              "-c",
              "exec(open('" + SCRIPT.toAbsolutePath() + "').read())");

      assertThat(output).doesNotContain("not ok").contains(CHECKS);
      server.awaitEmpty();
    }
  }
}
