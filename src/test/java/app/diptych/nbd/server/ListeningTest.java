package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.MemoryDevice;
import app.diptych.foreign.CFunctions;
import app.diptych.nbd.Command;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.Request;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Where a server listens, and who may come in there.
@Timeout(240)
final class ListeningTest {
  private final MemoryDevice device = new MemoryDevice("memory", 1 << 20, 512);
  private final List<Export> exports = List.of(new Export("disk", "", device, false, false));
  @TempDir private Path folder;

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void aUnixSocketIsItsOwnersAloneAndIsRemoved() throws Exception {
    Path path = folder.resolve("sock");
    try (NbdServer server = open(path)) {
      assertThat(Files.getPosixFilePermissions(path))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(server.uri().export()).isEqualTo("disk");
      assertUsable(server);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPathThatIsTooLongOnlyFromTheRootOnServes() throws Exception {
    Path beneath = Path.of("target", "s".repeat(80));
    Files.createDirectories(beneath);
    try (NbdServer server = open(beneath.resolve("long-socket"))) {
      assertUsable(server);
    } finally {
      Files.delete(beneath);
    }
  }

  @Test
  void aSocketThatNobodyListensToIsReplaced() throws Exception {
    Path path = folder.resolve("sock");
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path))
        .close();
    try (NbdServer server = open(path)) {
      assertUsable(server);
    }
  }

  @Test
  void aSocketThatSomebodyListensToStays() throws Exception {
    Path path = folder.resolve("sock");
    try (NbdServer first = open(path)) {
      assertThatThrownBy(() -> open(path))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("listens");
      assertUsable(first);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aSocketOfAnotherKindStays() throws Exception {
    Path path = folder.resolve("sock");
    int socket = bindDatagrams(path);
    try {
      assertThatThrownBy(() -> open(path))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another's socket is at " + path);
      assertThat(path).exists();
    } finally {
      CFunctions.callInt(CFunctions.named("close"), socket, 0, 0, 0, 0);
    }
  }

  // sys/socket.h: AF_UNIX is 1, SOCK_DGRAM 2; sys/un.h: the path comes behind the family.
  private static int bindDatagrams(Path path) {
    int socket = CFunctions.callInt(CFunctions.named("socket"), 1, 2, 0, 0, 0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(110, 8);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
      address.setString(2, path.toString());
      long at = address.address();
      assertThat(CFunctions.callInt(CFunctions.named("bind"), socket, at, 110, 0, 0)).isZero();
    }
    return socket;
  }

  @Test
  void aFileThatIsNoSocketStays() throws Exception {
    Path path = Files.writeString(folder.resolve("sock"), "precious");
    assertThatThrownBy(() -> open(path)).isInstanceOf(IOException.class);
    assertThat(path).hasContent("precious");
  }

  @Test
  void aFileThatAnotherPutThereIsNotRemoved() throws Exception {
    Path path = folder.resolve("sock");
    try (NbdServer server = open(path)) {
      assertThat(server.visitors()).isEmpty();
      Files.delete(path);
      Files.writeString(path, "another's");
    }
    assertThat(path).hasContent("another's");
  }

  @Test
  void whereNoSocketCanBeTheReasonIsToldAndNothingIsLeft() {
    Path missing = folder.resolve("no/sock");
    assertThatThrownBy(() -> open(missing))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot make a socket in " + missing.getParent() + ": there is no such folder");
    Path tooLong = folder.resolve("x".repeat(120));
    assertThatThrownBy(() -> open(tooLong)).isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFreePortIsChosenAndTold() throws Exception {
    try (NbdServer server = open(tcp("127.0.0.1", 0))) {
      var address = (NbdAddress.Tcp) server.uri().address();
      assertThat(address.port()).isPositive();
      assertUsable(server);
      try (RawClient client = RawClient.plain(server)) {
        assertThat(client.ask(Request.of(Command.FLUSH, 0, 1, 0, 0)).error()).isZero();
        assertThat(server.visitors().getFirst().peer()).startsWith("127.0.0.1:");
      }
      assertThatThrownBy(() -> open(tcp("127.0.0.1", address.port())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen");
    }
  }

  @Test
  void othersComeInOnlyWhereThatIsAllowed() throws Exception {
    assertThatThrownBy(() -> open(tcp("0.0.0.0", 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0.0.0");
    ServerOptions insecure = new ServerOptions(Optional.empty(), true, 4, Duration.ofSeconds(5));
    try (NbdServer server = NbdServer.open(tcp("0.0.0.0", 0), exports, insecure)) {
      assertUsable(server);
    }
    assertThatThrownBy(() -> open(tcp("no.such.host.invalid", 0))).isInstanceOf(IOException.class);
  }

  @Test
  void addressAndCertificatesMustAgree() throws Exception {
    NbdUri encrypted =
        new NbdUri(true, new NbdAddress.Unix(folder.resolve("s")), "", Optional.empty());
    assertThatThrownBy(() -> open(encrypted)).isInstanceOf(IllegalArgumentException.class);
    ServerOptions tls = new ServerOptions(Optional.of(folder), false, 4, Duration.ofSeconds(5));
    assertThatThrownBy(() -> NbdServer.open(tcp("127.0.0.1", 0), exports, tls))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NbdServer.open(encrypted, exports, tls))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatCannotBeOfferedIsRefused() {
    NbdUri at = TestServer.unix(folder.resolve("s"), ServerOptions.DEFAULT);
    for (List<Export> wrong :
        List.of(
            List.<Export>of(),
            List.of(exports.getFirst(), exports.getFirst()),
            List.of(new Export("x".repeat(4097), "", device, false, false)),
            List.of(new Export("", "", new MemoryDevice("odd", 3 * 520, 520), false, false)))) {
      assertThatThrownBy(() -> NbdServer.open(at, wrong, ServerOptions.DEFAULT))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private NbdServer open(Path path) throws IOException {
    return open(TestServer.unix(path, ServerOptions.DEFAULT));
  }

  private NbdServer open(NbdUri at) throws IOException {
    return NbdServer.open(at, exports, ServerOptions.DEFAULT);
  }

  private static NbdUri tcp(String host, int port) {
    return new NbdUri(false, new NbdAddress.Tcp(host, port), "", Optional.empty());
  }

  private static void assertUsable(NbdServer server) throws IOException {
    try (RawClient client = RawClient.plain(server)) {
      assertThat(client.ask(Request.of(Command.FLUSH, 0, 1, 0, 0)).error()).isZero();
    }
  }
}
