package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.nbd.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;

/// A window whose nbdkit is killed while its clone rests, and comes back on the same socket.
@ExtendWith(ApplicationExtension.class)
final class LostServerTest {
  private static final int SIZE = 96 << 20;
  // Bits a second: slow enough to be told to rest on the way, on a busy machine, too.
  private static final String SLOW = "100M";
  private static final String FAST = "100G";

  private final Path folder;
  private final Path image;
  private final Path served;
  private PeerProcess server;
  @RegisterExtension private final OpenWindow window = new OpenWindow(Machine.real());

  LostServerTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    image = image("a.img", 1);
    served = image("b.img", 2);
    server =
        PeerProcess.nbdkit(
            "--filter=rate",
            "file",
            served.toString(),
            "burstiness=0.05",
            "rate-file=" + rate(FAST));
  }

  @AfterEach
  void endTheServer() throws IOException {
    server.close();
  }

  @Test
  void aTargetThatComesBackIsFinishedByContinue() throws IOException {
    rest("source", "target");

    server.kill();

    isFailed("target: ");
    goOn();
    assertThat(served).satisfies(Content.of(image));
  }

  @Test
  void aSourceThatComesBackIsFinishedByContinue() throws IOException {
    rest("target", "source");

    server.kill();

    isFailed("source: ");
    goOn();
    assertThat(image).satisfies(Content.of(served));
  }

  private Path rate(String bits) throws IOException {
    return Files.writeString(folder.resolve("rate"), bits);
  }

  // On the way: some of it is on the target, and not all.
  private void rest(String imagePanel, String serverPanel) throws IOException {
    window.interact(() -> window.model().offer(List.of(image)));
    window.click(serverPanel + "-open-nbd");
    window.write("nbd-address", server.uri().toString());
    window.click("nbd-check").click("nbd-take");
    window.click(imagePanel + "-a-img").click("clone");
    window.awaitShown("erase-go", true);
    rate(SLOW);
    window.click("erase-go");
    window.awaitShown("job-running", true);
    window.await(() -> !"0 %".equals(window.text("job-percent")), "some of it is durable");
    window.click("pause");
    window.awaitText("job-title", "Paused: ");
  }

  private void isFailed(String side) {
    window.awaitText("job-outcome", "Failed");
    assertThat(window.text("job-result")).contains(side, "the server closed the connection");
    assertThat(window.text("job-next")).contains("Continue the clone above");
  }

  private void goOn() throws IOException {
    rate(FAST);
    server = server.again();
    String address = server.uri().toString();
    window.awaitText("unfinished-words-0", address);

    window.click("unfinished-resume-0");

    window.await(() -> window.textsIn("job-list").contains("Done"), "it is done");
    assertThat(window.textsIn("unfinished")).doesNotContain(address);
  }

  private Path image(String name, long seed) throws IOException {
    return Files.write(folder.resolve(name), Content.random(seed, SIZE));
  }
}
