package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Operation;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.nbd.Command;
import app.diptych.nbd.Request;
import app.diptych.nbd.Wire;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Many requests at once on a real image past the cache, where none is waited for.
@EnabledOnOs(OS.LINUX)
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FlightsTest {
  private static final int SIZE = 16 << 20;
  private static final int PAGE = 4096;

  @TempDir Path folder;

  private RawDevice device;
  private TestServer server;

  @BeforeEach
  void open() throws Exception {
    device = RawDevice.create(folder.resolve("image"), SIZE, OpenOptions.TARGET);
    Content.fill(device, 7);
    server = TestServer.of(device);
  }

  @AfterEach
  void close() throws Exception {
    server.awaitEmpty();
    server.close();
    device.close();
  }

  @Test
  void eachRequestOfManyIsDoneAndAnswered() throws Exception {
    int rounds = 20;
    int each = 48;
    try (RawClient client = RawClient.structured(server.server())) {
      for (int round = 0; round < rounds; round++) {
        ByteBuffer burst = ByteBuffer.allocate(each * (Request.size(false) + PAGE));
        for (int i = 0; i < each; i++) {
          boolean isRead = i % 3 == 0;
          Command command = isRead ? Command.READ : Command.WRITE;
          Request.of(command, 0, i, (long) i * PAGE, PAGE).encode(burst, false);
          if (!isRead) {
            burst.put(page(round, i));
          }
        }
        client.send(Arrays.copyOf(burst.array(), burst.position()));
        Set<Long> answered = new HashSet<>();
        for (int i = 0; i < each; i++) {
          RawClient.Chunk last = client.chunks().getLast();
          assertThat(last.head().cookie() % 3 == 0 || last.error() == 0).isTrue();
          answered.add(last.head().cookie());
        }
        assertThat(answered).hasSize(each);
      }
    }
    for (int i = 1; i < each; i += 3) {
      assertThat(Content.read(device, (long) i * PAGE, PAGE)).isEqualTo(page(rounds - 1, i));
    }
  }

  @Test
  void whoFetchesNoAnswersHoldsUpNobodyElse() throws Exception {
    try (RawClient greedy = RawClient.structured(server.server());
        RawClient other = RawClient.structured(server.server())) {
      ByteBuffer burst = ByteBuffer.allocate(1 << 19);
      for (int i = 0; i < 64; i++) {
        Request.of(Command.READ, 0, 2L * i, (long) i << 16, 1 << 16).encode(burst, false);
        Request.of(Command.WRITE, 0, 2L * i + 1, (long) i * PAGE, PAGE).encode(burst, false);
        burst.put(page(0, i));
      }
      greedy.send(Arrays.copyOf(burst.array(), burst.position()));
      for (int i = 0; i < 20; i++) {
        // A part of a sector: it waits for all writes that are under way.
        RawClient.Chunk told =
            other.ask(Request.of(Command.WRITE, 0, 1, 100 + (long) i * PAGE, 10), new byte[10]);
        assertThat(told.error()).isZero();
      }
    }
  }

  @Test
  void whereAnAnswerFindsNoMemoryTheClientIsLetGo() throws Exception {
    Outbox outbox = new Outbox(new DeadWire());
    Flights.Flight flight =
        new Flights.Flight() {
          @Override
          public void ended(@Nullable DeviceException failure) {
            assertThat(failure).isNull();
          }

          @Override
          public void answer() {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    try (Arena arena = Arena.ofShared();
        Flights flights = new Flights(device, outbox, Thread::new)) {
      assertThat(flights.begin(Operation.READ, 0, arena.allocate(PAGE, PAGE), flight)).isTrue();
      flights.submit();

      Await.until("it is let go", outbox::isBroken);
    }
  }

  /// Leads nowhere.
  private static final class DeadWire implements Wire {
    @Override
    public int read(ByteBuffer to) {
      return -1;
    }

    @Override
    public void write(ByteBuffer... from) throws IOException {
      throw new IOException("nobody is there");
    }

    @Override
    public void close() {}
  }

  private static byte[] page(int round, int number) {
    byte[] page = new byte[PAGE];
    Arrays.fill(page, (byte) (round * 31 + number + 1));
    return page;
  }
}
