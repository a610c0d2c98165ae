package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.BlockDevice;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.FaultyDevice;
import app.diptych.block.GatedDevice;
import app.diptych.block.Lane;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.block.Transfer;
import app.diptych.nbd.Command;
import app.diptych.nbd.Request;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many requests at once: their order, requests that get stuck, clients that leave.
@Timeout(240)
final class ServerConnectionTest {
  private static final int SIZE = 8 << 20;

  private final MemoryDevice memory = new MemoryDevice("memory", SIZE, 512);
  private final GatedDevice device = new GatedDevice(memory);
  private TestServer server;

  @BeforeEach
  void open() throws Exception {
    Content.fill(memory, 7);
    server = TestServer.of(device);
  }

  @AfterEach
  void close() throws Exception {
    server.awaitEmpty();
    server.close();
    device.close();
    memory.close();
  }

  @Test
  void whatIsStuckHoldsUpNothingElse() throws Exception {
    try (var stop = device.stopBefore(Operation.READ, new Region(0, 4096));
        RawClient client = RawClient.structured(server.server())) {
      for (int cookie = 1; cookie <= 8; cookie++) {
        client.request(Request.of(Command.READ, 0, cookie, 0, 4096));
        stop.awaitArrival();
        assertThat(client.read(1 << 20, 4096)).isEqualTo(Content.read(memory, 1 << 20, 4096));
      }
      stop.open();
      Set<Long> answered = new HashSet<>();
      for (int i = 0; i < 8; i++) {
        answered.add(client.chunks().getFirst().head().cookie());
      }
      assertThat(answered).hasSize(8);
    }
  }

  @Test
  void whoAlwaysAskedForOneAtATimeMayAskForMore() throws Exception {
    try (RawClient client = RawClient.structured(server.server())) {
      for (int cookie = 1; cookie <= 100; cookie++) {
        try (var stop = device.stopBefore(Operation.READ, new Region(0, 4096))) {
          client.request(Request.of(Command.READ, 0, cookie, 0, 4096));
          stop.awaitArrival();
        }
        assertThat(client.chunks().getLast().error()).isZero();
      }
      try (var stop = device.stopBefore(Operation.READ, new Region(0, 4096))) {
        client.request(Request.of(Command.READ, 0, 1, 0, 4096));
        stop.awaitArrival();
        assertThat(client.read(1 << 20, 4096)).isEqualTo(Content.read(memory, 1 << 20, 4096));
      }
      assertThat(client.chunks().getLast().error()).isZero();
    }
  }

  @Test
  void aStuckPieceOfAWriteDoesNotKeepTheRestFromComing() throws Exception {
    byte[] bytes = Content.random(3, 3 << 20);
    try (var stop = device.stopBefore(Operation.WRITE, new Region(0, 512));
        RawClient client = RawClient.structured(server.server())) {
      client.request(Request.of(Command.WRITE, 0, 1, 0, bytes.length), bytes);
      stop.awaitArrival();
      assertThat(client.read(4 << 20, 4096)).hasSize(4096);
      stop.open();
      assertThat(client.chunk(0).error()).isZero();
    }
    assertThat(Content.read(memory, 0, bytes.length)).isEqualTo(bytes);
  }

  @Test
  void moreThanAreDoneAtOnceWaitTheirTurn() throws Exception {
    try (var stop = device.stopBefore(Operation.READ, new Region(0, 4096));
        RawClient client = RawClient.structured(server.server())) {
      for (int cookie = 1; cookie <= 40; cookie++) {
        client.request(Request.of(Command.READ, 0, cookie, 0, 4096));
      }
      stop.awaitArrivals(Crew.MOST);
      stop.open();
      for (int i = 0; i < 40; i++) {
        assertThat(client.chunks().getLast().error()).isZero();
      }
    }
  }

  @Test
  void disconnectingWaitsForWhatIsOutstanding() throws Exception {
    byte[] bytes = Content.random(5, 4096);
    try (var stop = device.stopBefore(Operation.WRITE, new Region(0, 4096));
        RawClient client = RawClient.plain(server.server())) {
      client.request(Request.of(Command.WRITE, 0, 1, 0, 4096), bytes);
      client.request(Request.of(Command.DISC, 0, 2, 0, 0));
      stop.awaitArrival();
      stop.open();
      assertThat(client.chunk(0).head().cookie()).isEqualTo(1);
      assertThat(client.isEnded()).isTrue();
    }
    assertThat(Content.read(memory, 0, 4096)).isEqualTo(bytes);
  }

  @Test
  void aClientThatVanishesLeavesNothingBehind() throws Exception {
    try (var stop = device.stopBefore(Operation.READ, new Region(0, SIZE))) {
      for (int i = 0; i < 4; i++) {
        try (RawClient client = RawClient.structured(server.server())) {
          client.request(Request.of(Command.READ, 0, 1, 0, 2 << 20));
          stop.awaitArrival();
        }
      }
      stop.open();
    }
    server.awaitEmpty();
  }

  @Test
  void nothingMoreIsReadForAClientThatIsGone() throws Exception {
    int requests = 1000;
    var counting = new FaultyDevice(memory);
    var gated = new GatedDevice(counting);
    ByteBuffer all = ByteBuffer.allocate(requests * 28);
    for (int cookie = 0; cookie < requests; cookie++) {
      Request.of(Command.READ, 0, cookie, 0, 1 << 20).encode(all, false);
    }
    try (TestServer other = TestServer.of(gated);
        var stop = gated.stopBefore(Operation.READ, new Region(0, SIZE))) {
      try (RawClient client = RawClient.structured(other.server())) {
        client.send(all.array());
        stop.awaitArrival();
      }
      stop.open();
      other.awaitEmpty();
    }
    assertThat(counting.count(Operation.READ)).isLessThan(requests / 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 27, 28, 29, 5000, 300_000})
  void aHalfSentRequestLeavesNothingBehind(int sent) throws Exception {
    try (RawClient client = RawClient.plain(server.server())) {
      var bytes = ByteBuffer.allocate(28 + 400_000);
      Request.of(Command.WRITE, 0, 1, 100, 400_000).encode(bytes, false);
      client.send(Arrays.copyOf(bytes.array(), sent));
    }
    server.awaitEmpty();
    try (RawClient next = RawClient.plain(server.server())) {
      assertThat(next.ask(Request.of(Command.FLUSH, 0, 1, 0, 0)).error()).isZero();
    }
  }

  @Test
  void aClientThatTakesNothingHoldsUpNobody() throws Exception {
    try (RawClient deaf = RawClient.structured(server.server());
        RawClient other = RawClient.structured(server.server())) {
      // As much as goes into the sockets: far less than is asked for.
      for (int i = 0; i < 200; i++) {
        deaf.request(Request.of(Command.READ, 0, i, 0, 4 << 20));
      }
      assertThat(other.read(0, 4 << 20)).isEqualTo(Content.read(memory, 0, 4 << 20));
      assertThat(server.server().heldBlocks()).isLessThanOrEqualTo(40);
    }
  }

  @Test
  void allThatWasAskedComesInThoughNobodyFetchesAnswers() throws Exception {
    var slow = new EndingWhenSubmitted(memory);
    try (TestServer other = TestServer.of(slow);
        RawClient client = RawClient.structured(other.server())) {
      // From here on the server knows that it is slow.
      assertThat(client.read(0, 4096)).hasSize(4096);
      assertThat(client.ask(Request.of(Command.WRITE, 0, 1, 0, 4096), new byte[4096]).error())
          .isZero();
      // More of both than goes into the sockets.
      for (int i = 0; i < 64; i++) {
        client.request(Request.of(Command.READ, 0, 2L * i, 0, 64 << 10));
        client.request(Request.of(Command.WRITE, 0, 2L * i + 1, 4096L * i, 4096), new byte[4096]);
      }
      Set<Long> answered = new HashSet<>();
      for (int i = 0; i < 128; i++) {
        answered.add(client.chunks().getLast().head().cookie());
      }
      assertThat(answered).hasSize(128);
      assertThat(slow.count).hasPositiveValue();
    }
  }

  // What is begun on it has ended, after some time, when it was submitted.
  private static final class EndingWhenSubmitted extends SlowLaneDevice {
    private final AtomicInteger count = new AtomicInteger();

    EndingWhenSubmitted(BlockDevice below) {
      super(below);
    }

    @Override
    public Optional<Lane> lane(int most) {
      return Optional.of(new Submitting());
    }

    @Override
    public boolean begin(Lane lane, Transfer transfer) {
      ((Submitting) lane).begun.add(() -> end(transfer));
      return true;
    }

    private void end(Transfer transfer) {
      count.incrementAndGet();
      try {
        if (transfer.isRead()) {
          read(transfer.offset(), transfer.buffer());
        } else {
          write(transfer.offset(), transfer.buffer());
        }
        transfer.ending().ended(null);
      } catch (DeviceException e) {
        transfer.ending().ended(e);
      }
    }
  }

  private static final class Submitting implements Lane {
    private final Queue<Runnable> begun = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();

    @Override
    public void submit() {
      for (Runnable next = begun.poll(); next != null; next = begun.poll()) {
        next.run();
      }
    }

    @Override
    public boolean await() {
      return end.join();
    }

    @Override
    public void end() {
      submit();
      end.complete(false);
    }

    @Override
    public void close() {}
  }

  @Test
  void aSlowDeviceIsUsedByManyRequestsAtOnce() throws Exception {
    var gated = new GatedDevice(memory);
    try (TestServer other = TestServer.of(gated);
        RawClient client = RawClient.structured(other.server())) {
      byte[] bytes = Content.random(11, SIZE);
      for (int round = 0; round < 4; round++) {
        GatedDevice.Stop stop = gated.stopBefore(Operation.READ, memory.geometry().region());
        for (int i = 0; i < 16; i++) {
          client.request(Request.of(Command.READ, 0, i, i * 4096L, 4096));
        }
        stop.awaitArrivals(16);
        gated.openAll();
        for (int i = 0; i < 16; i++) {
          assertThat(client.chunks().getLast().error()).isZero();
        }
      }
      assertThat(client.ask(Request.of(Command.WRITE, 0, 1, 0, SIZE), bytes).error()).isZero();
      assertThat(client.read(0, SIZE)).isEqualTo(bytes);
    }
  }

  @Test
  void twoWhoChangePartsOfOneSectorDoNotUndoEachOther() throws Exception {
    try (RawClient left = RawClient.plain(server.server());
        RawClient right = RawClient.plain(server.server());
        RawClient whole = RawClient.structured(server.server())) {
      for (int i = 0; i < 300; i++) {
        byte[] bytes = new byte[512 + 100];
        Arrays.fill(bytes, (byte) i);
        left.request(Request.of(Command.WRITE, 0, 1, 512, 100), Arrays.copyOf(bytes, 100));
        right.request(Request.of(Command.WRITE, 0, 2, 700, 612), bytes);
        whole.request(Request.of(Command.WRITE, 0, 3, 0, 512), Arrays.copyOf(bytes, 512));
        assertThat(left.chunk(0).error()).isZero();
        assertThat(right.chunk(0).error()).isZero();
        assertThat(whole.chunk(0).error()).isZero();
        byte[] all = Content.read(memory, 0, 1536);
        assertThat(Arrays.copyOfRange(all, 0, 612)).containsOnly(i);
        assertThat(Arrays.copyOfRange(all, 700, 1312)).containsOnly(i);
      }
    }
  }
}
