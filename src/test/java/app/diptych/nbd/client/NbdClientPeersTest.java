package app.diptych.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Region;
import app.diptych.nbd.Ability;
import app.diptych.nbd.BlockSizes;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.PeerProcess;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The client against servers that others wrote.
@Timeout(240)
final class NbdClientPeersTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--no-fork",
        "--no-sr",
        "--mask-handshake=0",
        "--mask-handshake=1",
        "--mask-handshake=2",
        "--oldstyle"
      })
  void speaksEveryDialect(String option) throws Exception {
    try (PeerProcess peer = PeerProcess.nbdkit(option, "memory", "4M");
        NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.WRITE)) {
      byte[] bytes = Content.fill(client, 1);

      // To clients of the old style, this one offers flushing and zeroing, and refuses both.
      if (!option.equals("--oldstyle")) {
        client.flush();
        client.zero(new Region(MIB, MIB));
        Arrays.fill(bytes, MIB, 2 * MIB, (byte) 0);
      }

      assertThat(Content.readAll(client)).isEqualTo(bytes);
      assertThat(client.facts().size()).isEqualTo(4 * MIB);
    }
  }

  @Test
  void anOldServerHasNoNames() throws Exception {
    try (PeerProcess peer = PeerProcess.nbdkit("--oldstyle", "memory", "4M")) {
      assertThatThrownBy(() -> NbdClient.connect(peer.uri("disk"), ClientOptions.WRITE))
          .isInstanceOf(DeviceException.Unknown.class)
          .hasMessageEndingWith(
              "the server is of the old style: it has one export, without a name");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EIO, app.diptych.block.DeviceException$Unknown, EIO (Input/output error)",
    "ENOSPC, app.diptych.block.DeviceException$NoSpace, ENOSPC (No space left on device)",
    "EPERM, app.diptych.block.DeviceException$Denied, EPERM (Operation not permitted)",
    "ESHUTDOWN, app.diptych.block.DeviceException$Disconnected, ESHUTDOWN (Server is shutting down)"
  })
  void tellsErrorsOfTheServer(String error, Class<?> kind, String why) throws Exception {
    try (PeerProcess peer =
            PeerProcess.nbdkit(
                "--filter=error", "memory", "4M", "error=" + error, "error-pwrite-rate=100%");
        NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.WRITE)) {
      assertThatThrownBy(() -> Content.write(client, 512, new byte[512]))
          .isInstanceOf(kind)
          .hasMessage("write " + peer.uri() + " @512+512: " + why);
    }
  }

  @Test
  void aServerThatShutsDownIsAskedNoMore() throws Exception {
    try (PeerProcess peer =
            PeerProcess.nbdkit(
                "--filter=error", "pattern", "4M", "error=ESHUTDOWN", "error-pread-rate=100%");
        NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.READ)) {
      assertThatThrownBy(() -> Content.read(client, 0, 512))
          .isInstanceOf(DeviceException.Disconnected.class);

      assertThatThrownBy(() -> client.extents(new Region(0, 512)))
          .isInstanceOf(DeviceException.Disconnected.class)
          .hasMessageEndingWith("@0+512: ESHUTDOWN (Server is shutting down)");
    }
  }

  @Test
  void manyRequestsAreInFlight() throws Exception {
    try (PeerProcess peer =
            PeerProcess.nbdkit("--filter=delay", "memory", "4M", "delay-read=200ms");
        NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.READ)) {
      long begin = System.nanoTime();

      inParallel(64, i -> Content.read(client, i * 512L, 512));

      // One after the other they would take 13 s.
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(12));
    }
  }

  @Test
  void keepsToTheBlockSizes() throws Exception {
    try (PeerProcess peer =
            PeerProcess.nbdkit(
                "--filter=blocksize-policy",
                "memory",
                "4M",
                "blocksize-minimum=4096",
                "blocksize-preferred=4096",
                "blocksize-maximum=65536",
                "blocksize-error-policy=error");
        NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.WRITE)) {
      assertThat(client.geometry().sectorSize()).isEqualTo(4096);
      assertThat(client.facts().blockSizes()).contains(new BlockSizes(4096, 4096, 65536));

      byte[] bytes = Content.fill(client, 1);
      client.zero(new Region(4096, 2 * MIB));
      client.trim(new Region(3 * MIB, MIB));
      client.extents(client.geometry().region());

      Arrays.fill(bytes, 4096, 4096 + 2 * MIB, (byte) 0);
      Arrays.fill(bytes, 3 * MIB, 4 * MIB, (byte) 0);
      assertThat(Content.readAll(client)).isEqualTo(bytes);
    }
  }

  @Test
  void passesOverWhatANbdkitThatLooksAheadTellsTooMuch() throws Exception {
    try (PeerProcess peer = PeerProcess.nbdkit("--filter=cacheextents", "memory", "4M");
        NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.WRITE)) {
      Content.write(client, 0, Content.random(1, MIB));
      client.extents(client.geometry().region());

      // It tells the hole behind this region as well, which it has kept.
      List<Extent> extents = client.extents(new Region(0, MIB));

      assertThat(extents).containsExactly(new Extent(new Region(0, MIB), Extent.Kind.DATA));
    }
  }

  @Test
  void knowsWhereHolesAre() throws Exception {
    try (PeerProcess peer = PeerProcess.nbdkit("sparse-random", "64M", "seed=7");
        NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.READ)) {
      byte[] bytes = Content.readAll(client);

      List<Extent> extents = client.extents(client.geometry().region());

      assertThat(extents).hasSizeGreaterThan(2);
      assertThat(extents.getLast().region().end()).isEqualTo(bytes.length);
      for (Extent extent : extents) {
        int from = (int) extent.region().offset();
        int to = (int) extent.region().end();
        assertThat(extent.readsAsZeros())
            .isEqualTo(Arrays.equals(bytes, from, to, new byte[to - from], 0, to - from));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--filter=noextents", "--no-sr"})
  void withoutExtentsAllIsData(String option) throws Exception {
    Region region = new Region(512, 2 * MIB);
    try (PeerProcess peer = PeerProcess.nbdkit(option, "memory", "4M");
        NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.READ)) {
      assertThat(client.extents(region)).isEqualTo(Extent.unknown(region));
    }
  }

  @Test
  void whatTheServerCannotDoIsToldOrLeft() throws Exception {
    try (PeerProcess peer =
            PeerProcess.nbdkit(
                "--filter=nozero",
                "eval",
                "get_size=echo 1048576",
                "pread=dd if=/dev/zero count=$3 iflag=count_bytes status=none",
                "pwrite=cat > /dev/null");
        NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.WRITE)) {
      client.flush();
      client.trim(new Region(0, 512));

      assertThat(client.facts().abilities())
          .doesNotContain(Ability.FLUSH, Ability.ZERO, Ability.TRIM);
      assertThatThrownBy(() -> client.zero(new Region(0, 512)))
          .isInstanceOf(DeviceException.Unimplemented.class)
          .hasMessage("zero " + peer.uri() + " @0+512: not supported by this device");
    }
  }

  @Test
  void flushesAndZeroesAreReallySent() throws Exception {
    Path log = folder.resolve("log");
    try (PeerProcess peer = PeerProcess.nbdkit("--filter=log", "memory", "4M", "logfile=" + log)) {
      try (NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.WRITE)) {
        client.zero(new Region(512, 1024));
        client.trim(new Region(2048, 512));
        client.flush();
      }
      peer.stop();

      assertThat(log)
          .content()
          .containsPattern("Zero id=\\d+ offset=0x200 count=0x400 trim=1 fua=0 fast=0")
          .containsPattern("Trim id=\\d+ offset=0x800 count=0x200 fua=0")
          .containsPattern("Flush id=\\d+")
          .containsPattern("Disconnect");
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 4", "true, 1"})
  void severalConnectionsWhereTheServerAllowsThem(boolean isDisabled, int most) throws Exception {
    Path log = folder.resolve("log");
    try (PeerProcess peer =
        PeerProcess.nbdkit(
            "--filter=log",
            "--filter=multi-conn",
            "--filter=delay",
            "memory",
            "4M",
            "logfile=" + log,
            "delay-read=20ms",
            "multi-conn-mode=" + (isDisabled ? "disable" : "auto"))) {
      try (NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.READ)) {
        for (int round = 0; round < 3; round++) {
          inParallel(8, i -> Content.read(client, i * 512L, 512));
        }
      }
      peer.stop();

      long connections =
          Files.readString(log).lines().filter(line -> line.contains(" Connect ")).count();
      if (isDisabled) {
        assertThat(connections).isEqualTo(most);
      } else {
        assertThat(connections).isBetween(2L, (long) most);
      }
    }
  }

  @Test
  void servesQcow2ByQemu() throws Exception {
    Path image = folder.resolve("image.qcow2");
    Peers.require("qemu-img");
    Peers.run("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), "64M");
    try (PeerProcess peer = PeerProcess.qemu("-f", "qcow2", image.toString());
        NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.WRITE)) {
      byte[] bytes = Content.random(1, MIB);
      Content.write(client, 3 * MIB, bytes);
      client.flush();

      assertThat(Content.read(client, 3 * MIB, MIB)).isEqualTo(bytes);
      assertThat(client.extents(client.geometry().region()))
          .containsExactly(
              new Extent(new Region(0, 3 * MIB), Extent.Kind.HOLE),
              new Extent(new Region(3 * MIB, MIB), Extent.Kind.DATA),
              new Extent(new Region(4 * MIB, 60 * MIB), Extent.Kind.HOLE));
    }
  }

  @Test
  void aServerThatLetsOnlyOneConnectionInIsServedOverThat() throws Exception {
    Path file = Files.write(folder.resolve("file"), Content.random(1, 4 * MIB));
    try (PeerProcess peer = PeerProcess.qemu("-r", "-e", "1", "-f", "raw", file.toString())) {
      try (NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.READ)) {
        inParallel(8, i -> assertThat(Content.read(client, i * 512L, 512)).hasSize(512));
      }
    }
  }

  @Test
  void servesNbdServer() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[4 * MIB]);
    try (PeerProcess peer = PeerProcess.nbdServer("disk", file)) {
      try (NbdClient client = NbdClient.connect(peer.uri("disk"), ClientOptions.WRITE)) {
        byte[] bytes = Content.fill(client, 1);
        client.flush();
        assertThat(Content.readAll(client)).isEqualTo(bytes);
      }
      assertThatThrownBy(() -> NbdClient.connect(peer.uri("other"), ClientOptions.WRITE))
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("other");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void largeTransfersBothWaysDoNotBlockEachOther(boolean isQemu) throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[16 * MIB]);
    ClientOptions one =
        new ClientOptions(false, 1, ClientOptions.WRITE.connectLimit(), Optional.empty());
    try (PeerProcess peer =
            isQemu
                ? PeerProcess.qemu("-f", "raw", file.toString())
                : PeerProcess.nbdkit("file", file.toString());
        NbdClient client = NbdClient.connect(peer.uri(), one)) {
      inParallel(
          8,
          i -> {
            byte[] bytes = Content.random(i, 2 * MIB);
            for (int round = 0; round < 5; round++) {
              Content.write(client, i * 2L * MIB, bytes);
              assertThat(Content.read(client, i * 2L * MIB, 2 * MIB)).isEqualTo(bytes);
            }
          });
    }
  }

  @Test
  void aReadOnlyExportIsNotWrittenTo() throws Exception {
    try (PeerProcess peer = PeerProcess.nbdkit("-r", "memory", "4M")) {
      assertThatThrownBy(() -> NbdClient.connect(peer.uri(), ClientOptions.WRITE))
          .isInstanceOf(DeviceException.ReadOnly.class)
          .hasMessage("open " + peer.uri() + ": the device is read-only");
    }
  }

  @Test
  void aServerThatIsNotThereIsDisconnected() throws Exception {
    NbdUri nowhere = NbdUri.parse("nbd+unix:///?socket=" + folder.resolve("none"));

    assertThatThrownBy(() -> NbdClient.connect(nowhere, ClientOptions.READ))
        .isInstanceOf(DeviceException.Disconnected.class)
        .hasMessage("open " + nowhere + ": No such file or directory");
  }

  @Test
  void aPortWhereNobodyListensIsDisconnected() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    NbdUri nowhere = NbdUri.parse("nbd://localhost:" + port);

    assertThatThrownBy(() -> NbdClient.connect(nowhere, ClientOptions.READ))
        .isInstanceOf(DeviceException.Disconnected.class)
        .hasMessage("open " + nowhere + ": Connection refused");
  }

  private interface Work {
    void with(int index) throws Exception;
  }

  private static void inParallel(int count, Work work) throws Exception {
    List<Callable<Void>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      all.add(() -> {
        work.with(index);
        return null;
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      for (Future<Void> future : threads.invokeAll(all, 60, TimeUnit.SECONDS)) {
        future.get();
      }
    }
  }
}
