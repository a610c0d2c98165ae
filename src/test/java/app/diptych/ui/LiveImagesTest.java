package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.nbd.PeerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;

/// An image that stays in use, with real clients, on the machine the tests run on.
@ExtendWith(ApplicationExtension.class)
final class LiveImagesTest {
  private static final int SIZE = 16 << 20;
  private static final int PIECE = 64 << 10;

  @TempDir private Path directory;
  @RegisterExtension private final OpenWindow window = new OpenWindow(Machine.real());

  @Test
  void anImageIsUsedByOthersWhileItIsMirroredAndAfter() throws Exception {
    Peers.require("nbdinfo");
    Peers.require("qemu-io");
    Path source = image("source.img", 1);
    Path target = image("target.img", 2);
    String uri = begin(source, target);
    byte[] finished;

    try (var client = new QemuIo(uri)) {
      client.write(1, 1 << 20);
      window.awaitText("live-clients-heading", "One client");
      assertThat(Peers.run("nbdinfo", "--size", uri).strip()).isEqualTo(String.valueOf(SIZE));
      window.awaitEnabled("finish", true);
      client.write(2, 2 << 20);
      window.click("finish");
      window.awaitText("live-status", "Finished");
      assertThat(window.text("live-status")).doesNotContain("unplugged");
      finished = Files.readAllBytes(source);
      client.write(3, 3 << 20);
    }
    window.awaitText("live-clients-heading", "No clients");
    window.click("cancel");
    window.awaitText("job-outcome", "Done");

    assertThat(target).satisfies(Content.of(finished));
    byte[] now = Files.readAllBytes(source);
    assertThat(piece(now, 1 << 20)).containsOnly(1);
    assertThat(piece(now, 2 << 20)).containsOnly(2);
    assertThat(piece(now, 3 << 20)).containsOnly(3);
  }

  @Test
  void anImageIsReachedByTcpOnThisComputer() throws Exception {
    Peers.require("nbdinfo");
    window.click("live").click("live-tcp");
    window.click("live");
    String uri = begin(image("source.img", 5), image("target.img", 6));

    assertThat(uri).startsWith("nbd://localhost:");
    assertThat(Peers.run("nbdinfo", "--size", uri).strip()).isEqualTo(String.valueOf(SIZE));
    window.awaitEnabled("finish", true);
    window.awaitText("live-clients-heading", "No clients");
    window.click("cancel");

    window.awaitText("job-outcome", "Done");
    assertThat(directory.resolve("target.img"))
        .satisfies(Content.of(directory.resolve("source.img")));
  }

  @Test
  void aServerThatIsNotThereIsToldInPlainWords() {
    window.click("target-open-nbd");
    window.write("nbd-address", "nbd+unix:///?socket=" + directory.resolve("nobody.sock"));

    window.click("nbd-check");

    window.awaitText("nbd-fault", "nobody.sock");
    window.awaitEnabled("nbd-take", false);
    window.click("nbd-cancel");
  }

  @Test
  void aServersDiskIsClonedIntoAnImage() throws Exception {
    Path disk = image("disk.img", 3);
    Path target = directory.resolve("fresh.img");
    try (PeerProcess kit = PeerProcess.nbdkit("file", disk.toString())) {
      window.interact(() -> window.model().offer(List.of(target)));
      add("source", kit.uri().toString());

      window.click("target-fresh-img").click("clone");

      window.awaitText("job-outcome", "Done");
    }
    assertThat(target).satisfies(Content.of(disk));
  }

  @Test
  void aServersDiskThatFailsLeavesTheSourceInUse() throws Exception {
    Peers.require("qemu-io");
    Path source = image("source.img", 4);
    Path fault = directory.resolve("fault");
    try (PeerProcess kit =
        PeerProcess.nbdkit(
            "--filter=error",
            "memory",
            "16M",
            "error-pwrite-rate=100%",
            "error-pwrite-file=" + fault)) {
      window.interact(() -> window.model().offer(List.of(source)));
      add("target", kit.uri().toString());
      window.click("source-source-img").click("live").click("clone").click("erase-go");
      window.awaitEnabled("finish", true);

      try (var client = new QemuIo(window.fieldText("live-address"))) {
        Files.createFile(fault);
        client.write(1, 1 << 20);
        window.awaitText("live-status", "still offered");
        client.write(2, 2 << 20);
      }
      window.awaitText("live-clients-heading", "No clients");
      window.click("cancel");

      window.awaitText("job-outcome", "Failed");
    }
    assertThat(piece(Files.readAllBytes(source), 2 << 20)).containsOnly(2);
  }

  private void add(String panel, String uri) {
    window.click(panel + "-open-nbd");
    window.write("nbd-address", uri);
    window.click("nbd-check").click("nbd-take");
    window.awaitShown("nbd-take", false);
  }

  private String begin(Path source, Path target) {
    window.interact(() -> window.model().offer(List.of(source, target)));
    window.click("source-source-img").click("target-target-img").click("live");
    window.click("clone").click("erase-go");
    window.awaitEnabled("live-address-copy", true);
    return window.fieldText("live-address");
  }

  private Path image(String name, long seed) throws IOException {
    return Files.write(directory.resolve(name), Content.random(seed, SIZE));
  }

  private static byte[] piece(byte[] image, int at) {
    return Arrays.copyOfRange(image, at, at + PIECE);
  }

  /// A client of others that stays connected until it is closed.
  private static final class QemuIo implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;

    QemuIo(String uri) throws IOException {
      process = new ProcessBuilder("qemu-io", "-f", "raw", uri).redirectErrorStream(true).start();
      output = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Writes a pattern, and returns when it is written for good.
    void write(int pattern, int at) throws Exception {
      say("write -f -P " + pattern + " " + at + " " + PIECE);
      CompletableFuture.runAsync(() -> awaitLine("wrote " + PIECE + "/" + PIECE))
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private void say(String line) throws IOException {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    private void awaitLine(String wanted) {
      boolean isThere = output.lines().anyMatch(line -> line.contains(wanted));
      assertThat(isThere).isTrue();
    }

    @Override
    public void close() throws IOException {
      try {
        say("quit");
        assertThat(process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join()).isNotNull();
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
