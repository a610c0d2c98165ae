package app.diptych.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.block.MemoryDevice;
import app.diptych.nbd.client.ClientOptions;
import app.diptych.nbd.client.NbdClient;
import app.diptych.nbd.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What the system does for the connections of both ends.
@EnabledOnOs(OS.LINUX)
@Timeout(120)
final class TcpSocketTest {
  private static final int HZ = 100;

  // A line of /proc/net/tcp (proc_net_tcp.rst of the kernel): timer and its end, in ticks.
  private record Row(String line) {
    private String field(int at) {
      return line.strip().split("\\s+", -1)[at];
    }

    boolean isOf(int port) {
      String hex = ":%04X".formatted(port);
      return field(3).equals("01") && (field(1).endsWith(hex) || field(2).endsWith(hex));
    }

    boolean isKeptAlive() {
      return field(5).startsWith("02:");
    }

    long ticks() {
      return Long.parseLong(field(5).substring(3), 16);
    }
  }

  private static List<Row> rows(int port) throws IOException {
    return Stream.concat(
            Files.readAllLines(Path.of("/proc/net/tcp")).stream().skip(1),
            Files.readAllLines(Path.of("/proc/net/tcp6")).stream().skip(1))
        .map(Row::new)
        .filter(row -> row.isOf(port))
        .toList();
  }

  @Test
  void bothEndsFindOutSoonThatTheOtherIsGone() throws Exception {
    NbdUri at = NbdUri.parse("nbd://localhost:0/");
    try (var memory = new MemoryDevice("memory", 4096, 512);
        var server = TestServer.at(at, memory);
        var client = NbdClient.connect(server.uri(), ClientOptions.READ)) {
      int port = ((NbdAddress.Tcp) server.uri().address()).port();

      // Until what was sent at last has been acknowledged, another timer runs.
      Await.until("nothing is under way", () -> rows(port).stream().allMatch(Row::isKeptAlive));

      assertThat(client.geometry().size()).isEqualTo(4096);
      assertThat(rows(port))
          .hasSizeGreaterThanOrEqualTo(2)
          .allSatisfy(row -> assertThat(row.ticks()).isBetween(1L, 60L * HZ));
    }
  }
}
