package app.diptych.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Later;
import app.diptych.nbd.NbdAddress;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A unix socket at which as many wait as may, so that Linux lets nobody else.
@Timeout(60)
@EnabledOnOs(OS.LINUX)
final class CrowdTest {
  @TempDir private Path folder;
  private final List<SocketChannel> waiting = new ArrayList<>();
  private ServerSocketChannel server;
  private NbdAddress.Unix address;

  @BeforeEach
  void crowd() throws IOException {
    address = new NbdAddress.Unix(folder.resolve("socket"));
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(address.path()), 1);
    boolean isLetWait = true;
    while (isLetWait) {
      SocketChannel next = SocketChannel.open(StandardProtocolFamily.UNIX);
      waiting.add(next);
      next.configureBlocking(false);
      isLetWait = isLetWait(next);
    }
  }

  private boolean isLetWait(SocketChannel next) {
    try {
      return next.connect(server.getLocalAddress());
    } catch (IOException e) {
      return false;
    }
  }

  @AfterEach
  void close() throws IOException {
    for (SocketChannel one : waiting) {
      one.close();
    }
    server.close();
  }

  @Test
  void whoComesWaitsForHisTurn() throws Exception {
    var coming = Later.of(() -> SteadyWire.connect(address, Deadline.in(Duration.ofMinutes(1))));
    assertThatThrownBy(() -> SteadyWire.connect(address, Deadline.in(Duration.ofMillis(200))))
        .isInstanceOf(SocketTimeoutException.class);
    // All but the last, which was not let wait either.
    for (int i = 1; i < waiting.size(); i++) {
      server.accept().close();
    }
    try (SocketChannel come = server.accept();
        SteadyWire wire = coming.get()) {
      assertThat(come.isConnected()).isTrue();
      assertThat(wire.hasEnded()).isFalse();
    }
  }
}
