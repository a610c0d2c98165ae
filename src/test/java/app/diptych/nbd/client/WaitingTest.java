package app.diptych.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Await;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.nbd.Dialect;
import app.diptych.nbd.PeerProcess;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Reply;
import app.diptych.nbd.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the callers who wait for a server.
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WaitingTest {
  private static final int SIZE = 1 << 20;

  @TempDir Path folder;

  @Test
  void anInterruptedCallerWaitsOn() throws Exception {
    CountDownLatch come = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.SIMPLE, SIZE, 0);
          Request first = client.nextRequest();
          come.countDown();
          Request second = client.nextRequest();
          come.countDown();
          await(go);
          answer(client, second);
          answer(client, first);
          answer(client, client.nextRequest());
        };
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ)) {
      List<FutureTask<byte[]>> reads = new ArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        FutureTask<byte[]> read =
            new FutureTask<>(() -> {
              byte[] bytes = Content.read(client, 512, 512);
              assertThat(Thread.interrupted()).isTrue();
              return bytes;
            });
        reads.add(read);
        threads.add(Thread.ofPlatform().start(read));
      }
      await(come);

      threads.forEach(Thread::interrupt);
      go.countDown();

      byte[] ones = new byte[512];
      Arrays.fill(ones, (byte) 1);
      for (FutureTask<byte[]> read : reads) {
        assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(ones);
      }
      assertThat(Content.read(client, 512, 512)).isEqualTo(ones);
    }
  }

  @Test
  void aKilledServerIsDisconnectedForAllAtOnce() throws Exception {
    Path log = folder.resolve("log");
    try (PeerProcess peer =
            PeerProcess.nbdkit(
                "--filter=log",
                "--filter=delay",
                "-t",
                "64",
                "memory",
                "4M",
                "delay-read=3600",
                "logfile=" + log);
        NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.READ);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> reads = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        long at = i * 512L;
        reads.add(threads.submit(() -> Content.read(client, at, 512)));
      }
      Await.until(
          "all have asked",
          () -> Files.readString(log).lines().filter(l -> l.contains(" Read ")).count() >= 50);

      peer.kill();

      for (Future<byte[]> read : reads) {
        assertThatThrownBy(() -> read.get(60, TimeUnit.SECONDS))
            .hasCauseInstanceOf(DeviceException.Disconnected.class);
      }
      assertThatThrownBy(() -> Content.read(client, 0, 512))
          .isInstanceOf(DeviceException.Disconnected.class);
    }
  }

  /// A server that answers is not missed, and is once it is killed, though it is asked for nothing.
  static void assertItIsMissed(NbdClient client, PeerProcess peer) throws DeviceException {
    assertThat(client.isLost()).isFalse();
    byte[] bytes = Content.fill(client, 1);
    assertThat(client.isLost()).isFalse();
    assertThat(Content.readAll(client)).isEqualTo(bytes);

    peer.kill();

    Await.until("it is missed", client::isLost);
  }

  @Test
  void aServerThatGoesIsMissedThoughItIsAskedForNothing() throws Exception {
    try (PeerProcess peer = PeerProcess.nbdkit("memory", "4M")) {
      NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.WRITE);
      try (client) {
        assertItIsMissed(client, peer);
        assertThatThrownBy(client::flush)
            .isInstanceOf(DeviceException.Disconnected.class)
            .hasMessageEndingWith(": the server closed the connection");
      }
      assertThat(client.isLost()).isFalse();
    }
  }

  // The end meets whoever looks in the midst of it in every fourth round.
  @Test
  void aServerIsNotMissedByWhoLooksWhileTheClientIsClosed() throws Exception {
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.SIMPLE, SIZE, 0);
          client.nextRequest();
        };
    try (FakeServer server = new FakeServer(script);
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      for (int round = 0; round < 40; round++) {
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ);
        CountDownLatch looking = new CountDownLatch(1);
        AtomicBoolean isClosed = new AtomicBoolean();
        Future<Boolean> missed =
            threads.submit(() -> {
              boolean isMissed = false;
              while (!isClosed.get()) {
                isMissed |= client.isLost();
                looking.countDown();
              }
              return isMissed;
            });
        await(looking);

        client.close();

        isClosed.set(true);
        assertThat(missed.get(60, TimeUnit.SECONDS)).isFalse();
      }
    }
  }

  @Test
  void whoWasHungUpOnIsNotSaidToHaveLeft() throws Exception {
    try (PeerProcess peer = PeerProcess.nbdkit("memory", "4M");
        NbdClient client = NbdClient.connect(peer.uri(), ClientOptions.WRITE)) {
      client.hangUp();

      assertThat(client.isLost()).isTrue();
      assertThatThrownBy(client::flush)
          .isInstanceOf(DeviceException.Disconnected.class)
          .hasMessageEndingWith(": no answer came, and the connection was closed");
    }
  }

  @Test
  void aFlushThatIsNotAskedForFailsWithTheServer() throws Exception {
    FakeServer.Script script = client -> client.letIn(Dialect.SIMPLE, SIZE, 0);
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ)) {
      Await.until("it is missed", client::isLost);

      assertThatThrownBy(client::flush).isInstanceOf(DeviceException.Disconnected.class);
    }
  }

  @Test
  void whatComesUnaskedIsNoEnd() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.SIMPLE, SIZE, 0);
          client.send(new Reply.Simple(0, 77), new byte[4096]);
          sent.countDown();
          client.nextRequest();
        };
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ)) {
      await(sent);

      assertThat(client.isLost()).isFalse();
      assertThatThrownBy(() -> Content.read(client, 0, 512))
          .hasMessageEndingWith(": a reply to nothing that was asked");
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  // Each sector is filled with its number.
  private static void answer(FakeServer.Client client, Request request) throws IOException {
    byte[] data = new byte[(int) request.length()];
    Arrays.fill(data, (byte) (request.offset() / 512));
    client.send(new Reply.Simple(0, request.cookie()), data);
  }

  @Test
  void theEndIsToldToAllWhoWait() throws Exception {
    int callers = 50;
    CountDownLatch come = new CountDownLatch(callers);
    CountDownLatch end = new CountDownLatch(1);
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.STRUCTURED, SIZE, Protocol.FLAG_CAN_MULTI_CONN);
          for (int i = 0; i < callers; i++) {
            client.nextRequest();
            come.countDown();
          }
          await(end);
        };
    ClientOptions one =
        new ClientOptions(true, 1, ClientOptions.READ.connectLimit(), Optional.empty());
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), one);
        ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Future<byte[]>> reads = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        reads.add(threads.submit(() -> Content.read(client, 0, 512)));
      }
      assertThat(come.await(60, TimeUnit.SECONDS)).isTrue();

      end.countDown();

      for (Future<byte[]> read : reads) {
        assertThatThrownBy(() -> read.get(60, TimeUnit.SECONDS))
            .hasCauseInstanceOf(DeviceException.Disconnected.class)
            .hasMessageEndingWith("@0+512: the server closed the connection");
      }
    }
  }

  @Test
  void connectionsThatAreNotLetInHoldUpNobody() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    BlockingQueue<FakeServer.Client> first = new LinkedBlockingQueue<>(1);
    FakeServer.Script script =
        client -> {
          if (!first.offer(client)) {
            second.countDown();
            client.in.read();
            return;
          }
          client.letIn(Dialect.SIMPLE, SIZE, Protocol.FLAG_CAN_MULTI_CONN);
          while (true) {
            answer(client, client.nextRequest());
          }
        };
    try (FakeServer server = new FakeServer(script);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      try (NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ)) {
        while (second.getCount() > 0) {
          List<Future<byte[]>> reads = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            reads.add(threads.submit(() -> Content.read(client, 0, 512)));
          }
          for (Future<byte[]> read : reads) {
            assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(new byte[512]);
          }
        }
      }
      assertThat(server.clients()).isEqualTo(2);
    }
  }
}
