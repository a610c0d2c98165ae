package app.diptych.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.nbd.Certificates;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.PeerProcess;
import app.diptych.nbd.TcpDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// TLS with servers that others wrote.
@Timeout(240)
final class TlsPeersTest {
  @TempDir Path folder;

  private PeerProcess nbdkit(String tls) throws IOException {
    return PeerProcess.nbdkit(
        "--tls=" + tls, "--tls-certificates=" + folder, "--tls-verify-peer", "memory", "16M");
  }

  @Test
  void carriesADeviceOfNbdkit() throws Exception {
    Certificates.make(folder);
    try (PeerProcess peer = nbdkit("require");
        NbdClient client = NbdClient.connect(peer.uri(folder), ClientOptions.WRITE)) {
      byte[] bytes = Content.fill(client, 1);

      assertThat(Content.readAll(client)).isEqualTo(bytes);
    }
  }

  @Test
  void aServerThatGoesIsMissedThoughItIsAskedForNothing() throws Exception {
    Certificates.make(folder);
    try (PeerProcess peer = nbdkit("require");
        NbdClient client = NbdClient.connect(peer.uri(folder), ClientOptions.WRITE)) {
      WaitingTest.assertItIsMissed(client, peer);
    }
  }

  @Test
  void carriesADeviceOfQemu() throws Exception {
    Certificates.make(folder);
    Path file = Files.write(folder.resolve("file"), new byte[16 << 20]);
    try (PeerProcess peer =
            PeerProcess.qemu(
                "--object",
                "tls-creds-x509,id=tls0,endpoint=server,verify-peer=on,dir=" + folder,
                "--tls-creds",
                "tls0",
                "-f",
                "raw",
                file.toString());
        NbdClient client = NbdClient.connect(peer.uri(folder), ClientOptions.WRITE)) {
      byte[] bytes = Content.fill(client, 1);

      assertThat(Content.readAll(client)).isEqualTo(bytes);
    }
  }

  @Test
  void verifiesTheHostOverTcp() throws Exception {
    Certificates.make(folder);
    try (PeerProcess peer = nbdkit("require");
        TcpDoor door = new TcpDoor(((NbdAddress.Unix) peer.uri().address()).path())) {
      ClientOptions options =
          new ClientOptions(false, 1, Duration.ofSeconds(20), Optional.of(folder));
      try (NbdClient client =
          NbdClient.connect(NbdUri.parse("nbds://127.0.0.1:" + door.port()), options)) {
        byte[] bytes = Content.random(1, 512);
        Content.write(client, 0, bytes);
        assertThat(Content.read(client, 0, 512)).isEqualTo(bytes);
      }
      NbdUri other =
          NbdUri.parse("nbds://localhost:" + door.port() + "/?tls-hostname=other.example");
      assertThatThrownBy(() -> NbdClient.connect(other, options))
          .isInstanceOf(DeviceException.Denied.class)
          .hasMessageContaining(": TLS: ")
          .hasMessageEndingWith("other.example found");
    }
  }

  @Test
  void whyAServerIsNotBelievedIsSaidWithoutNamesOfJava() throws Exception {
    Certificates.make(folder);
    Path others = Certificates.make(Files.createDirectory(folder.resolve("others")));
    try (PeerProcess peer = nbdkit("require")) {
      assertThatThrownBy(() -> NbdClient.connect(peer.uri(others), ClientOptions.WRITE))
          .isInstanceOf(DeviceException.Denied.class)
          .hasMessageEndingWith("Path does not chain with any of the trust anchors")
          .hasMessageNotContaining("Exception");
    }
  }

  @Test
  void aServerThatWantsTlsIsDenied() throws Exception {
    Certificates.make(folder);
    try (PeerProcess peer = nbdkit("require")) {
      assertThatThrownBy(() -> NbdClient.connect(peer.uri(), ClientOptions.WRITE))
          .isInstanceOf(DeviceException.Denied.class)
          .hasMessageContaining("the server wants TLS (nbds)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-sr", "--mask-handshake=0", "--oldstyle"})
  void aServerWithoutTlsIsNotUsedInClear(String option) throws Exception {
    Certificates.make(folder);
    try (PeerProcess peer = PeerProcess.nbdkit(option, "memory", "1M")) {
      assertThatThrownBy(() -> NbdClient.connect(peer.uri(folder), ClientOptions.WRITE))
          .isInstanceOf(DeviceException.Unknown.class)
          .hasMessageContaining("TLS");
    }
  }

  @Test
  void aClientWithoutCertificateIsDenied() throws Exception {
    Certificates.make(folder);
    Path bare = Files.createDirectory(folder.resolve("bare"));
    Files.copy(folder.resolve("ca-cert.pem"), bare.resolve("ca-cert.pem"));
    try (PeerProcess peer = nbdkit("require")) {
      assertThatThrownBy(() -> NbdClient.connect(peer.uri(bare), ClientOptions.WRITE))
          .isInstanceOf(DeviceException.Denied.class)
          .hasMessageContaining("the server broke off TLS");
    }
  }

  @Test
  void aServerThatWantsNoCertificatesDenies() throws Exception {
    Certificates.make(folder);
    Path keys = Files.writeString(folder.resolve("keys"), "me:00112233445566778899aabbccddeeff\n");
    try (PeerProcess peer =
        PeerProcess.nbdkit("--tls=require", "--tls-psk=" + keys, "memory", "1M")) {
      assertThatThrownBy(() -> NbdClient.connect(peer.uri(folder), ClientOptions.WRITE))
          .isInstanceOf(DeviceException.Denied.class)
          .hasMessageContaining("the server broke off TLS");
    }
  }

  @Test
  void missingCertificatesAreNamed() throws Exception {
    NbdUri uri = NbdUri.parse("nbds+unix:///?socket=/none&tls-certificates=" + folder);

    assertThatThrownBy(() -> NbdClient.connect(uri, ClientOptions.WRITE))
        .isInstanceOf(DeviceException.Denied.class)
        .hasMessage("open " + uri + ": " + folder.resolve("ca-cert.pem") + ": no such file");
  }
}
