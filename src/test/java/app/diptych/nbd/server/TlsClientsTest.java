package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.block.MemoryDevice;
import app.diptych.nbd.Certificates;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// TLS with clients that others wrote: those with a certificate of ours come in, no others. With
/// keys of both kinds: clients choose by them whether to show a certificate at all.
@Timeout(240)
@ParameterizedClass
@ValueSource(booleans = {false, true})
final class TlsClientsTest {
  private static final int SIZE = 4 << 20;

  @Parameter private boolean isRsa;
  @TempDir private Path keys;
  @TempDir private Path strangersKeys;
  @TempDir private Path folder;
  private final MemoryDevice device = new MemoryDevice("memory", SIZE, 512);
  private NbdServer server;

  @BeforeEach
  void open() throws Exception {
    make(keys);
    Content.fill(device, 3);
    var options = new ServerOptions(Optional.of(keys), false, 8, Duration.ofSeconds(20));
    var at = new NbdUri(true, new NbdAddress.Tcp("localhost", 0), "", Optional.empty());
    server = NbdServer.open(at, List.of(new Export("disk", "", device, false, false)), options);
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    device.close();
  }

  private void make(Path keys) throws Exception {
    if (isRsa) {
      Certificates.makeRsa(keys);
    } else {
      Certificates.make(keys);
    }
  }

  private int port() {
    return ((NbdAddress.Tcp) server.uri().address()).port();
  }

  private String uri(Path certificates) {
    return "nbds://localhost:" + port() + "/disk?tls-certificates=" + certificates;
  }

  private String inClear() {
    return "nbd://localhost:" + port() + "/disk";
  }

  // How qemu names a disk on our server, with these certificates.
  private String[] qemu(Path certificates, String... command) {
    List<String> all = new ArrayList<>(List.of("qemu-img", command[0], "--image-opts"));
    all.add("--object");
    all.add("tls-creds-x509,id=tls0,endpoint=client,dir=" + certificates);
    for (int i = 1; i < command.length; i++) {
      all.add(command[i]);
    }
    return all.toArray(String[]::new);
  }

  private String disk() {
    return "driver=nbd,host=localhost,export=disk,tls-creds=tls0,port=" + port();
  }

  @Test
  void nbdcopyReadsAndWrites() throws Exception {
    Peers.require("nbdcopy");
    Path copy = folder.resolve("copy");
    Peers.run("nbdcopy", uri(keys), copy.toString());
    assertThat(copy).satisfies(Content.of(Content.readAll(device)));
    Files.write(copy, Content.random(9, SIZE));
    Peers.run("nbdcopy", copy.toString(), uri(keys));

    assertThat(Content.readAll(device)).isEqualTo(Content.random(9, SIZE));
  }

  @Test
  void qemuImgReadsAndWrites() throws Exception {
    Peers.require("qemu-img");
    Path copy = folder.resolve("copy");
    String raw = "driver=raw,file.driver=file,file.filename=" + copy;
    Peers.run(qemu(keys, "convert", "-O", "raw", disk(), copy.toString()));
    assertThat(copy).satisfies(Content.of(Content.readAll(device)));
    Files.write(copy, Content.random(9, SIZE));
    Peers.run(qemu(keys, "convert", "-n", "--target-image-opts", raw, disk()));

    assertThat(Peers.run(qemu(keys, "compare", raw, disk()))).contains("identical");
    assertThat(Content.readAll(device)).isEqualTo(Content.random(9, SIZE));
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws Exception {
    Peers.require("nbdcopy");
    Peers.require("qemu-img");
    Files.copy(keys.resolve("ca-cert.pem"), strangersKeys.resolve("ca-cert.pem"));

    refuses("nbdcopy", uri(strangersKeys), folder.resolve("copy").toString());
    refuses(qemu(strangersKeys, "info", disk()));
  }

  @Test
  void aClientOfAnotherAuthorityIsRefused() throws Exception {
    Peers.require("nbdcopy");
    Peers.require("qemu-img");
    make(strangersKeys);
    Files.copy(
        keys.resolve("ca-cert.pem"),
        strangersKeys.resolve("ca-cert.pem"),
        StandardCopyOption.REPLACE_EXISTING);

    refuses("nbdcopy", uri(strangersKeys), folder.resolve("copy").toString());
    refuses(qemu(strangersKeys, "info", disk()));
  }

  @Test
  void aClientThatWantsNoTlsIsRefused() throws Exception {
    Peers.require("nbdinfo");
    Peers.require("qemu-img");

    refuses("nbdinfo", inClear());
    refuses("nbdinfo", "--list", inClear());
    refuses("qemu-img", "info", inClear());
  }

  // Refused, and the next one is served.
  private void refuses(String... command) {
    assertThatThrownBy(() -> Peers.run(command))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(command[0])
        .hasMessageContaining("failed");
    assertThat(Peers.run("nbdinfo", "--size", uri(keys))).isEqualTo(SIZE + "\n");
  }
}
