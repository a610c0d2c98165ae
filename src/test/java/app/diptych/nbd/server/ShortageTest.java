package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Await;
import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Lane;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Transfer;
import app.diptych.nbd.Command;
import app.diptych.nbd.PlainWire;
import app.diptych.nbd.Request;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server on a machine that has no thread to give for a while.
@Timeout(60)
final class ShortageTest {
  private static final int SIZE = 1 << 20;

  @TempDir Path folder;

  private final AtomicInteger threadsLeft = new AtomicInteger();

  // As the machine of Java does where the system refuses.
  private final class Scarce extends Thread {
    Scarce(Runnable task) {
      super(task);
    }

    @Override
    public void start() {
      if (threadsLeft.getAndDecrement() <= 0) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      super.start();
    }
  }

  @Test
  void whoFindsNoThreadIsSentAwayAndLaterOnesComeIn() throws Exception {
    try (MemoryDevice device = TestServer.filled(SIZE, 512);
        NbdServer server = server(device)) {
      assertThatThrownBy(() -> RawClient.plain(server)).isInstanceOf(IOException.class);
      threadsLeft.set(1);
      try (RawClient client = RawClient.structured(server)) {
        assertThat(client.read(0, 4096)).hasSize(4096);
      }
      Await.until("nobody is there", () -> server.sessions() == 0);
    }
  }

  @Test
  void oneThreadDoesAllThatIsAsked() throws Exception {
    threadsLeft.set(1);
    try (MemoryDevice device = TestServer.filled(SIZE, 512);
        NbdServer server = server(new Queued(device));
        RawClient client = RawClient.structured(server)) {
      for (int i = 0; i < 100; i++) {
        client.request(Request.of(Command.READ, 0, i, 4096L * i, 4096));
      }
      Set<Long> answered = new HashSet<>();
      for (int i = 0; i < 100; i++) {
        answered.add(client.chunks().getLast().head().cookie());
      }
      assertThat(answered).hasSize(100);
    }
  }

  private NbdServer server(BlockDevice device) throws IOException {
    var options = ServerOptions.DEFAULT;
    var export = new Export("", "", device, false, false);
    return NbdServer.open(
        TestServer.unix(folder.resolve("s"), options), List.of(export), options, Scarce::new);
  }

  @Test
  void whoTakesInGoesOnWhereThereIsNobodyElse() throws Exception {
    threadsLeft.set(1);
    var fetched = new CountDownLatch(1);
    var answered = new CountDownLatch(2);
    try (MemoryDevice device = TestServer.filled(SIZE, 512);
        SocketChannel socket = SocketChannel.open();
        Flights flights =
            new Flights(new Queued(device), new Outbox(new PlainWire(socket)), Scarce::new)) {
      begin(
          flights,
          () -> {
            answered.countDown();
            awaitOpen(fetched);
          });
      Await.until("the answer waits for the client", () -> answered.getCount() == 1);
      // Found to be stuck at the second look.
      flights.look();
      flights.look();
      assertThat(threadsLeft.get()).isNegative();
      fetched.countDown();
      begin(flights, answered::countDown);
      assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void begin(Flights flights, Runnable answer) {
    boolean hasBegun =
        flights.begin(
            Operation.READ,
            0,
            MemorySegment.ofArray(new byte[512]),
            new Flights.Flight() {
              @Override
              public void ended(@Nullable DeviceException failure) {}

              @Override
              public void answer() {
                answer.run();
              }
            });
    assertThat(hasBegun).isTrue();
    flights.submit();
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // Slow; what is begun on it ends on the thread that awaits.
  private static final class Queued extends SlowLaneDevice {
    Queued(BlockDevice below) {
      super(below);
    }

    @Override
    public Optional<Lane> lane(int most) {
      return Optional.of(new Queue());
    }

    @Override
    public boolean begin(Lane lane, Transfer transfer) {
      ((Queue) lane)
          .begun.add(() -> {
            transfer.ending().ended(null);
            return true;
          });
      return true;
    }
  }

  private static final class Queue implements Lane {
    private final BlockingQueue<BooleanSupplier> begun = new LinkedBlockingQueue<>();

    @Override
    public void submit() {}

    @Override
    public boolean await() {
      try {
        return begun.take().getAsBoolean();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void end() {
      begun.add(() -> false);
    }

    @Override
    public void close() {}
  }
}
