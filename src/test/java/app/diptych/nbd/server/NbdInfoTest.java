package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.block.MemoryDevice;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is offered, as the programs see it that others wrote to ask for it.
@Timeout(240)
final class NbdInfoTest {
  private static final int SIZE = 8 << 20;

  @TempDir private Path folder;
  private RawDevice image;
  private final MemoryDevice turning = new MemoryDevice("memory", 1 << 20, 4096);
  private TestServer server;

  @BeforeEach
  void open() throws Exception {
    Peers.require("nbdinfo");
    image = RawDevice.create(folder.resolve("image"), SIZE, OpenOptions.TARGET);
    server =
        TestServer.of(
            List.of(
                new Export("disk", "a disk", image, false, false),
                new Export("old disk", "turning", turning, true, true)),
            ServerOptions.DEFAULT);
  }

  @AfterEach
  void close() throws Exception {
    server.awaitEmpty();
    server.close();
    image.close();
    turning.close();
  }

  private String uri(String export) {
    return "nbd+unix:///" + export + "?socket=" + server.socket();
  }

  // 0 is yes, 2 is no.
  private int ask(String kind, String what, String export) throws Exception {
    return new ProcessBuilder("nbdinfo", kind, what, uri(export)).inheritIO().start().waitFor();
  }

  @ParameterizedTest
  @CsvSource({
    "--can, connect, true, true",
    "--can, read, true, true",
    "--can, write, true, false",
    "--can, cache, true, true",
    "--can, df, true, true",
    "--can, fast-zero, true, false",
    "--can, flush, true, true",
    "--can, fua, true, true",
    "--can, multi-conn, true, true",
    "--can, structured-reply, true, true",
    "--can, trim, true, false",
    "--can, zero, true, false",
    "--is, read-only, false, true",
    "--is, rotational, false, true",
    "--is, tls, false, false"
  })
  void eachAbilityIsToldTruthfully(String kind, String what, boolean isDisk, boolean isOld)
      throws Exception {
    assertThat(ask(kind, what, "disk")).isEqualTo(isDisk ? 0 : 2);
    assertThat(ask(kind, what, "old%20disk")).isEqualTo(isOld ? 0 : 2);
  }

  @Test
  void anExportThatIsNotThereCannotBeConnectedTo() throws Exception {
    assertThat(ask("--can", "connect", "other")).isNotZero();
  }

  @Test
  void theSizeIsTold() {
    assertThat(Peers.run("nbdinfo", "--size", uri("disk"))).isEqualTo(SIZE + "\n");
    assertThat(Peers.run("nbdinfo", "--size", uri("old%20disk"))).isEqualTo((1 << 20) + "\n");
  }

  @Test
  void allOfAnExportIsTold() {
    assertThat(Peers.run("nbdinfo", "--json", uri("old%20disk")))
        .contains("\"protocol\": \"newstyle-fixed\"", "\"TLS\": false", "\"structured\": true")
        .contains("\"export-name\": \"old disk\"", "\"description\": \"turning\"")
        .contains("\"contexts\": [\n", "\"base:allocation\"")
        .contains("\"is_rotational\": true", "\"is_read_only\": true")
        .contains("\"block_size_minimum\": 4096", "\"block_size_preferred\": 4096")
        .contains("\"block_size_maximum\": " + (64 << 20));
  }

  @Test
  void allExportsAreListed() {
    assertThat(Peers.run("nbdinfo", "--list", "--json", uri("")))
        .contains("\"export-name\": \"disk\"", "\"export-name\": \"old disk\"")
        .contains("\"export-size\": " + SIZE, "\"export-size\": " + (1 << 20));
  }

  @Test
  void whatIsAllocatedIsMapped() throws Exception {
    Content.write(image, 1 << 20, new byte[1 << 20]);

    assertThat(Peers.run("nbdinfo", "--map", "--json", uri("disk")).replaceAll("\\s+", " "))
        .contains("{ \"offset\": 0, \"length\": 1048576, \"type\": 3, ")
        .contains("{ \"offset\": 1048576, \"length\": 1048576, \"type\": 0, ")
        .contains("{ \"offset\": 2097152, \"length\": 6291456, \"type\": 3, ");
    assertThat(Peers.run("nbdinfo", "--map", "--totals", uri("disk")).replaceAll(" +", " "))
        .contains(" 1048576 12.5% 0 data", " 7340032 87.5% 3 hole,zero");
  }

  @Test
  void nbdClientListsTheExports() throws Exception {
    Peers.require("nbd-client");
    // It knows no unix sockets for this.
    try (NbdServer other =
        NbdServer.open(
            NbdUri.parse("nbd://127.0.0.1:0"),
            List.of(
                new Export("disk", "", image, false, false),
                new Export("old disk", "", turning, true, true)),
            ServerOptions.DEFAULT)) {
      int port = ((NbdAddress.Tcp) other.uri().address()).port();

      assertThat(Peers.run("nbd-client", "-l", "127.0.0.1", Integer.toString(port)))
          .contains("\ndisk\n", "\nold disk\n");
    }
  }
}
