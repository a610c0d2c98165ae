package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.block.GatedDevice;
import app.diptych.block.Geometry;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.PassingDevice;
import app.diptych.block.Region;
import app.diptych.nbd.Command;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Reply;
import app.diptych.nbd.Request;
import app.diptych.nbd.WireError;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The end of a server, whatever its clients are at.
@Timeout(240)
final class ClosingTest {
  private static final int SIZE = 64 << 20;

  private final MemoryDevice memory = new MemoryDevice("memory", SIZE, 512);
  private final GatedDevice device = new GatedDevice(memory);

  @AfterEach
  void close() {
    device.close();
    memory.close();
  }

  @Test
  void whatHasComeIsAnsweredAndWhatComesIsRefused() throws Exception {
    try (TestServer server = TestServer.of(device);
        var stop = device.stopBefore(Operation.READ, new Region(0, 4096));
        RawClient client = RawClient.plain(server.server())) {
      client.request(Request.of(Command.READ, 0, 1, 0, 4096));
      stop.awaitArrival();
      var closing = CompletableFuture.runAsync(server.server()::close);
      RawClient.Chunk later;
      do {
        later = client.ask(Request.of(Command.FLUSH, 0, 2, 0, 0));
      } while (later.error() == 0);
      assertThat(later.error()).isEqualTo(WireError.ESHUTDOWN.number());
      stop.open();
      assertThat(client.chunk(4096).head().cookie()).isEqualTo(1);
      assertThat(client.isEnded()).isTrue();
      closing.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void whoIsSilentOrInTheHandshakeIsSentAway() throws Exception {
    try (TestServer server = TestServer.of(device);
        RawClient silent = RawClient.plain(server.server());
        RawClient early = RawClient.greeted(server.server())) {
      server.server().close();
      server.server().close();
      assertThat(silent.isEnded()).isTrue();
      assertThat(early.isEnded()).isTrue();
      assertThat(server.server().visitors()).isEmpty();
    }
  }

  @Test
  void whoIsWaitedForIsCutOffAndWhoWaitsIsNot() throws Exception {
    try (TestServer server = TestServer.of(device);
        var stop = device.stopBefore(Operation.WRITE, new Region(0, 4096));
        RawClient waiting = RawClient.plain(server.server());
        RawClient deaf = RawClient.plain(server.server());
        RawClient half = RawClient.plain(server.server())) {
      waiting.request(Request.of(Command.WRITE, 0, 1, 0, 4096), new byte[4096]);
      stop.awaitArrival();
      deaf.request(Request.of(Command.READ, 0, 1, 0, SIZE));
      deaf.request(Request.of(Command.READ, 0, 2, 0, SIZE));
      deaf.receive(Reply.SIMPLE_SIZE);
      half.request(Request.of(Command.WRITE, 0, 1, 4096, 2 << 20), new byte[1 << 20]);
      var closing = CompletableFuture.runAsync(server.server()::close);
      Await.until("two are cut off", () -> server.server().sessions() == 1);
      stop.open();
      assertThat(waiting.chunk(0).head().cookie()).isEqualTo(1);
      assertThat(waiting.isEnded()).isTrue();
      closing.get(60, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @CsvSource({"WRITE_ZEROES, 2, 10", "WRITE_ZEROES, 0, 400", "TRIM, 0, 400"})
  void whatTakesLongIsCutShortAndKeepsNobodyWaiting(Command command, int flags, long millis)
      throws Exception {
    try (var slow = new SlowChanges(Duration.ofMillis(millis));
        TestServer server = TestServer.of(slow);
        RawClient client = RawClient.plain(server.server())) {
      client.request(Request.of(command, flags, 1, 0, SlowChanges.SIZE));
      slow.awaitFirst();
      assertThat(client.ask(Request.of(Command.FLUSH, 0, 2, 0, 0)).head().cookie()).isEqualTo(2);
      var closing = CompletableFuture.runAsync(server.server()::close);

      RawClient.Chunk answer = client.chunk(0);

      assertThat(answer.head().cookie()).isEqualTo(1);
      assertThat(answer.error()).isEqualTo(WireError.ESHUTDOWN.number());
      assertThat(client.isEnded()).isTrue();
      closing.get(60, TimeUnit.SECONDS);
      assertThat(slow.end()).isLessThan(SlowChanges.SIZE);
    }
  }

  @Test
  void whatIsDoneSoonIsDoneAsAWholeThoughTheServerCloses() throws Exception {
    long length = 32 << 20;
    try (var slow = new SlowChanges(Duration.ofMillis(10));
        TestServer server = TestServer.of(slow);
        RawClient client = RawClient.plain(server.server())) {
      client.request(Request.of(Command.WRITE_ZEROES, Protocol.CMD_FLAG_NO_HOLE, 1, 0, length));
      slow.awaitFirst();
      server.server().close();

      assertThat(client.chunk(0).error()).isZero();
      assertThat(slow.end()).isEqualTo(length);
    }
  }

  /// A device of nearly 4 GiB, each of whose changes takes its time and does nothing.
  private static final class SlowChanges extends PassingDevice {
    static final long SIZE = (4L << 30) - 512;

    private final Duration each;
    private final CountDownLatch first = new CountDownLatch(1);
    private final AtomicLong end = new AtomicLong();

    SlowChanges(Duration each) {
      super(new MemoryDevice("memory", 512, 512));
      this.each = each;
    }

    @Override
    public Geometry geometry() {
      return new Geometry(SIZE, 512, false);
    }

    @Override
    public void write(long offset, MemorySegment... buffers) {
      change(offset + buffers[0].byteSize());
    }

    @Override
    public void zero(Region region) {
      change(region.end());
    }

    @Override
    public void trim(Region region) {
      change(region.end());
    }

    private void change(long upTo) {
      first.countDown();
      LockSupport.parkNanos(each.toNanos());
      end.set(upTo);
    }

    void awaitFirst() throws InterruptedException {
      assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /// Where the last change ended.
    long end() {
      return end.get();
    }
  }

  @Test
  void noThreadIsLeft() throws Exception {
    try (TestServer server = TestServer.of(device);
        RawClient client = RawClient.plain(server.server())) {
      assertThat(client.ask(Request.of(Command.FLUSH, 0, 1, 0, 0)).error()).isZero();
      server.server().close();
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.startsWith("nbd-door") || name.startsWith("nbd-watcher"));
    }
  }
}
