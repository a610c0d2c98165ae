package app.diptych.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A host of several addresses, of which one says nothing, as behind a firewall: a server that lets
/// nobody in any more, which Linux answers so.
@Timeout(60)
@EnabledOnOs(OS.LINUX)
final class AddressesTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  // More than the one that may wait, and the one more that Linux lets wait.
  private static final int ENOUGH = 8;

  private final InetAddress silent = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
  private final InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  private final ServerSocketChannel full = ServerSocketChannel.open();
  private final int port;
  private final List<SocketChannel> waiting = new ArrayList<>();

  AddressesTest() throws IOException {
    full.bind(new InetSocketAddress(silent, 0), 1);
    port = ((InetSocketAddress) full.getLocalAddress()).getPort();
    for (int i = 0; i < ENOUGH; i++) {
      SocketChannel next = SocketChannel.open();
      waiting.add(next);
      next.configureBlocking(false);
      next.connect(full.getLocalAddress());
    }
  }

  @AfterEach
  void close() throws IOException {
    for (SocketChannel one : waiting) {
      one.close();
    }
    full.close();
  }

  @Test
  void oneThatSaysNothingLeavesTimeForTheNext() throws Exception {
    try (ServerSocketChannel open = ServerSocketChannel.open()) {
      open.bind(new InetSocketAddress(other, port));
      InetAddress[] addresses = {silent, other};
      Deadline deadline = Deadline.in(SHORT);

      try (SteadyWire wire = SteadyWire.connect(addresses, port, deadline)) {
        assertThat(wire.peer()).isEqualTo(open.getLocalAddress());
      }
      assertThat(deadline.millisToNextGlance()).isPositive();
      try (SocketChannel come = open.accept()) {
        assertThat(come.getRemoteAddress()).isNotNull();
      }
    }
  }

  @Test
  void whatWasOpenedIsClosedWhereNothingElseCanBe() throws Exception {
    List<Selector> opened = new ArrayList<>();
    SteadyWire.Opening once =
        () -> {
          if (!opened.isEmpty()) {
            throw new IOException("Too many open files");
          }
          opened.add(Selector.open());
          return opened.getFirst();
        };
    try (SocketChannel socket = SocketChannel.open()) {
      assertThatThrownBy(
              () -> SteadyWire.of(socket, full.getLocalAddress(), Deadline.in(SHORT), once))
          .hasMessage("Too many open files");
    }
    assertThat(opened).hasSize(1).noneMatch(Selector::isOpen);
  }

  @Test
  void whereNoneAnswersTheFirstSaysWhy() {
    InetAddress[] addresses = {silent, other};

    assertThatThrownBy(() -> SteadyWire.connect(addresses, port, Deadline.in(SHORT)))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("no answer within 1 s");
  }
}
