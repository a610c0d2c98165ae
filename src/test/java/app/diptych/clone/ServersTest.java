package app.diptych.clone;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.nbd.NbdUri;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When two addresses name one export.
final class ServersTest {
  private static boolean areSame(String one, String other) {
    return Servers.isSameExport(NbdUri.parse(one), NbdUri.parse(other));
  }

  private static String unix(Path socket) {
    return "nbd+unix:///a?socket=" + socket;
  }

  @ParameterizedTest
  @CsvSource({
    "nbd://127.0.0.1/a, nbd://127.0.0.1/a, true",
    "nbd://127.0.0.1/a, nbd://127.0.0.1/b, false",
    "nbd://127.0.0.1/a, nbd://127.0.0.1/, true",
    "nbd://127.0.0.1/, nbd://127.0.0.1/a, true",
    "nbd://127.0.0.1:1/a, nbd://127.0.0.1:2/a, false",
    "nbd://127.0.0.1/a, nbd://127.0.0.2/a, true",
    "nbd://localhost/a, nbd://LOCALHOST/a, true",
    "nbd://localhost/a, nbd://127.0.0.1/a, true",
    "nbd://127.0.0.1/a, nbd://192.0.2.1/a, false",
    "nbd://192.0.2.1/a, nbd://127.0.0.1/a, false",
    "nbd://192.0.2.1/a, nbd://192.0.2.2/a, false",
    "nbd://127.0.0.1/a, nbd+unix:///a?socket=/nowhere/socket, false",
    "nbd+unix:///a?socket=/nowhere/socket, nbd://127.0.0.1/a, false",
    "nbd+unix:///a?socket=/nowhere/socket, nbd+unix:///a?socket=/nowhere/socket, true",
    "nbd+unix:///a?socket=/nowhere/socket, nbd+unix:///a?socket=/nowhere/other, false"
  })
  void oneExportOfOneServer(String one, String other, boolean isSame) {
    assertThat(areSame(one, other)).isEqualTo(isSame);
  }

  @Test
  void everyAddressOfThisMachineLeadsToTheSameServer() throws Exception {
    List<String> ours =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(Inet4Address.class::isInstance)
            .map(InetAddress::getHostAddress)
            .toList();

    assertThat(ours).allMatch(one -> areSame("nbd://localhost/a", "nbd://" + one + "/a"));
    assertThat(areSame("nbd://localhost/a", "nbd://0.0.0.0/a")).isTrue();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aLinkToASocketIsTheSocket(@TempDir Path folder) throws Exception {
    Path socket = Files.createFile(folder.resolve("socket"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), socket);
    Path other = Files.createFile(folder.resolve("other"));

    assertThat(areSame(unix(socket), unix(link))).isTrue();
    assertThat(areSame(unix(socket), unix(other))).isFalse();
  }

  @Test
  void onlyTheLoopbackIsOfThisMachineAlone() {
    assertThat(Servers.isOfThisMachineAlone("127.0.0.1")).isTrue();
    assertThat(Servers.isOfThisMachineAlone("192.0.2.1")).isFalse();
  }
}
