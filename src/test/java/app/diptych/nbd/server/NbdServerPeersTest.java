package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Region;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.nbd.Certificates;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The clients that others wrote, on our server. Skipped where they are not installed.
@Timeout(240)
final class NbdServerPeersTest {
  private static final int SIZE = 32 << 20;

  private final MemoryDevice device = new MemoryDevice("memory", SIZE, 512);
  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void open() throws Exception {
    Content.fill(device, 3);
    device.zero(new Region(8 << 20, 8 << 20));
    server = TestServer.of(device);
  }

  @AfterEach
  void close() throws Exception {
    server.awaitEmpty();
    server.close();
    device.close();
  }

  @Test
  void nbdinfoFindsWhatIsOffered() {
    Peers.require("nbdinfo");
    assertThat(Peers.run("nbdinfo", "--json", server.uri()))
        .contains("\"export-size\": " + SIZE, "\"can_multi_conn\": true", "\"can_fua\": true")
        .contains("\"block_size_minimum\": 512", "base:allocation");
    assertThat(Peers.run("nbdinfo", "--list", server.uri())).contains("export=\"\"");
    assertThat(Peers.run("nbdinfo", "--map", server.uri())).contains(Integer.toString(SIZE));
  }

  @Test
  void nbdcopyReadsAndWrites() throws Exception {
    Peers.require("nbdcopy");
    Path copy = folder.resolve("copy");
    Peers.run("nbdcopy", server.uri(), copy.toString());
    assertThat(Files.readAllBytes(copy)).isEqualTo(Content.readAll(device));
    byte[] other = Content.random(99, SIZE);
    Files.write(copy, other);
    Peers.run("nbdcopy", "--request-size=4194304", copy.toString(), server.uri());
    assertThat(Content.readAll(device)).isEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void nbdcopyUsesAsManyConnectionsAsItLikes(int connections) throws Exception {
    Peers.require("nbdcopy");
    Path copy = folder.resolve("copy");
    String many = "--connections=" + connections;
    Peers.run("nbdcopy", many, "--requests=16", "--threads=4", server.uri(), copy.toString());
    assertThat(Files.readAllBytes(copy)).isEqualTo(Content.readAll(device));
    byte[] other = Content.random(connections, SIZE);
    Files.write(copy, other);
    Peers.run("nbdcopy", many, "--requests=16", "--flush", copy.toString(), server.uri());

    assertThat(Content.readAll(device)).isEqualTo(other);
  }

  @Test
  void qemuImgReadsMapsAndCompares() throws Exception {
    Peers.require("qemu-img");
    assertThat(Peers.run("qemu-img", "info", server.uri())).contains("file format: raw");
    assertThat(Peers.run("qemu-img", "map", "--output=json", "-f", "raw", server.uri()))
        .contains("\"length\": " + SIZE);
    Path copy = folder.resolve("copy");
    Peers.run("qemu-img", "convert", "-f", "raw", "-O", "raw", server.uri(), copy.toString());
    assertThat(
            Peers.run(
                "qemu-img", "compare", "-f", "raw", "-F", "raw", server.uri(), copy.toString()))
        .contains("identical");
    Peers.run(
        "qemu-img", "convert", "-n", "-W", "-f", "raw", "-O", "raw", copy.toString(), server.uri());
    assertThat(Files.readAllBytes(copy)).isEqualTo(Content.readAll(device));
  }

  @Test
  void qemuIoFindsThePatternsThatItWrote() {
    Peers.require("qemu-io");
    String output =
        Peers.run(
            "qemu-io",
            "-f",
            "raw",
            "-c",
            "write -P 0x5a 1M 1M",
            "-c",
            "write -f -P 0x5b 1M 4k",
            "-c",
            "write -z 3M 64k",
            "-c",
            "write -z -u 4M 64k",
            "-c",
            "discard 5M 1M",
            "-c",
            "flush",
            "-c",
            "read -P 0x5b 1M 4k",
            "-c",
            "read -P 0x5a 1028k 1020k",
            "-c",
            "read -P 0 3M 64k",
            "-c",
            "read -P 0 4M 64k",
            "-c",
            "read -P 0x5a 1053185 511",
            server.uri());
    assertThat(output).doesNotContain("failed", "error", "rror:");
  }

  @Test
  void fioFindsWhatItWrote() {
    Peers.require("fio");
    Peers.run(
        "fio",
        "--name=verify",
        "--ioengine=nbd",
        "--uri=" + server.uri(),
        "--rw=randwrite",
        "--bsrange=512-128k",
        "--size=" + SIZE,
        "--iodepth=32",
        "--verify=crc32c",
        "--verify_fatal=1",
        "--do_verify=1",
        "--verify_state_save=0");
  }

  @Test
  void nbdinfoComesInByTls(@TempDir Path keys) throws Exception {
    Peers.require("nbdinfo");
    Certificates.make(keys);
    var options = new ServerOptions(Optional.of(keys), false, 4, Duration.ofSeconds(20));
    var at = new NbdUri(true, new NbdAddress.Tcp("localhost", 0), "", Optional.empty());
    var exports = List.of(new Export("disk", "", device, false, false));
    try (NbdServer safe = NbdServer.open(at, exports, options)) {
      int port = ((NbdAddress.Tcp) safe.uri().address()).port();
      String uri = "nbds://localhost:" + port + "/disk?tls-certificates=" + keys;
      assertThat(Peers.run("nbdinfo", uri)).contains("with TLS");
      Path copy = folder.resolve("copy");
      Peers.run("nbdcopy", uri, copy.toString());
      assertThat(Files.readAllBytes(copy)).isEqualTo(Content.readAll(device));
    }
  }

  @Test
  void anImageIsCopiedAsItIs() throws Exception {
    Peers.require("nbdcopy");
    Path image = folder.resolve("image");
    try (var file = RawDevice.create(image, SIZE, OpenOptions.TARGET);
        TestServer other = TestServer.of(file)) {
      Content.write(file, 1 << 20, Content.random(5, 1 << 20));
      assertThat(Peers.run("nbdinfo", "--map", other.uri())).contains("hole,zero");
      Peers.run("nbdcopy", other.uri(), server.uri());
      assertThat(Content.readAll(device)).isEqualTo(Content.readAll(file));
    }
  }
}
