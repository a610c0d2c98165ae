package app.diptych.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.nbd.Command;
import app.diptych.nbd.Dialect;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Reply;
import app.diptych.nbd.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Sessions of a sound server in which single bytes were changed, left out or put in: each ends in
/// a device's failure or well, never in another exception, and never hangs once the server is gone.
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClientFuzzTest {
  private static final int SIZE = 1 << 16;
  private static final int SESSIONS = 50;
  private static final int PATIENCE_MILLIS = 30;
  private static final List<Dialect> DIALECTS = List.of(Dialect.values());

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aBrokenSessionEnds(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    try (ScheduledExecutorService reaper = Executors.newSingleThreadScheduledExecutor()) {
      for (int i = 0; i < SESSIONS; i++) {
        session(random.split(), reaper);
      }
    }
  }

  private static void session(SplittableRandom random, ScheduledExecutorService reaper)
      throws IOException {
    Dialect dialect = DIALECTS.get(random.nextInt(3));
    FakeServer.Script script =
        client -> {
          FakeServer.Client broken = client.through(out -> new Breaking(out, random));
          broken.letIn(dialect, SIZE, 0xffff & ~Protocol.FLAG_READ_ONLY);
          while (true) {
            serve(broken, dialect, broken.nextRequest());
          }
        };
    try (FakeServer server = new FakeServer(script)) {
      // A length that was changed lets both wait for each other.
      var end =
          reaper.scheduleAtFixedRate(
              server::hangUp, PATIENCE_MILLIS, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      ClientOptions options = new ClientOptions(false, 1, Duration.ofSeconds(10), Optional.empty());
      try (NbdClient client = NbdClient.connect(server.uri(), options)) {
        assertThat(client.geometry().size()).isNotNegative();
        if (client.geometry().size() == SIZE && client.geometry().sectorSize() <= SIZE / 4) {
          use(client);
        }
      } catch (DeviceException e) {
        assertThat(e.getMessage()).doesNotContain("\n");
      }
      end.cancel(false);
    }
  }

  private static void use(NbdClient client) throws DeviceException {
    Region half = new Region(0, SIZE / 2);
    for (int i = 0; i < 3; i++) {
      Content.read(client, 0, SIZE / 2);
      client.extents(client.geometry().region());
      client.zero(half);
      client.flush();
      client.trim(half);
    }
  }

  private static void serve(FakeServer.Client client, Dialect dialect, Request request)
      throws IOException {
    byte[] payload = new byte[0];
    int type = Protocol.REPLY_NONE;
    Optional<Command> command = request.command();
    if (command.equals(Optional.of(Command.READ))) {
      type = Protocol.REPLY_OFFSET_DATA;
      payload = ByteBuffer.allocate(8 + (int) request.length()).putLong(request.offset()).array();
    } else if (command.equals(Optional.of(Command.BLOCK_STATUS))) {
      boolean isExtended = dialect == Dialect.EXTENDED;
      type = isExtended ? Protocol.REPLY_BLOCK_STATUS_EXT : Protocol.REPLY_BLOCK_STATUS;
      ByteBuffer status = ByteBuffer.allocate(isExtended ? 24 : 12).putInt(FakeServer.CONTEXT);
      payload =
          isExtended
              ? status.putInt(1).putLong(request.length()).putLong(3).array()
              : status.putInt((int) request.length()).putInt(3).array();
    }
    int flags = Protocol.REPLY_FLAG_DONE;
    switch (dialect) {
      case SIMPLE ->
          client.send(
              new Reply.Simple(0, request.cookie()),
              payload.length > 8 ? new byte[payload.length - 8] : payload);
      case STRUCTURED -> client.chunk(request, flags, type, payload);
      case EXTENDED ->
          client.send(
              new Reply.Extended(flags, type, request.cookie(), request.offset(), payload.length),
              payload);
    }
  }

  /// Breaks some of what passes; long runs of bytes, which are data, it lets through.
  private static final class Breaking extends OutputStream {
    private final OutputStream out;
    private final SplittableRandom random;

    Breaking(OutputStream out, SplittableRandom random) {
      this.out = out;
      this.random = random;
    }

    @Override
    public void write(int value) throws IOException {
      switch (random.nextInt(600)) {
        case 0 -> out.write(random.nextInt(256));
        case 1 -> out.write(value ^ 1 << random.nextInt(8));
        case 2 -> {
          // Left out.
        }
        case 3 -> {
          out.write(value);
          out.write(random.nextInt(256));
        }
        case 4 -> out.write(0xff);
        default -> out.write(value);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int broken = Math.min(length, 64);
      for (int i = 0; i < broken; i++) {
        write(bytes[offset + i]);
      }
      out.write(bytes, offset + broken, length - broken);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
