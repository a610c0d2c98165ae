package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.MemoryDevice;
import app.diptych.nbd.Command;
import app.diptych.nbd.Option;
import app.diptych.nbd.OptionRequest;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Any bytes, in the handshake and behind it: sessions as clients have them, with bytes changed,
/// left out, repeated or made up, cut off anywhere. Nothing of it may hold memory or threads, and
/// the next client is served.
@Timeout(600)
final class ServerFuzzTest {
  private static final int SEEDS = Integer.getInteger("diptych.seeds", 2000);
  // After so many, the server must be as empty as at first.
  private static final int CHECK = 250;
  private static final int SIZE = 2 << 20;

  @Test
  void noBytesHarmTheServer() throws Exception {
    int threads = threads();
    try (var device = new MemoryDevice("memory", SIZE, 512);
        TestServer server = open(device)) {
      for (int seed = 0; seed < SEEDS; seed++) {
        attack(server, seed);
        if (seed % CHECK == CHECK - 1) {
          server.awaitEmpty();
          assertServed(server, seed);
        }
      }
      server.awaitEmpty();
      assertServed(server, SEEDS);
    }
    assertThat(threads()).isLessThanOrEqualTo(threads + 1);
  }

  private static TestServer open(MemoryDevice device) throws IOException {
    return TestServer.of(
        List.of(
            new Export("", "", device, false, false), new Export("read", "", device, true, false)),
        TestServer.within(Duration.ofSeconds(5)));
  }

  private static int threads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("nbd-"))
            .count();
  }

  private static void assertServed(TestServer server, int seed) throws IOException {
    try (RawClient next = RawClient.structured(server.server())) {
      assertThat(next.read(0, 4096)).as("after seed " + seed).hasSize(4096);
    }
  }

  private static void attack(TestServer server, int seed) throws Exception {
    var random = new SplittableRandom(seed);
    byte[] bytes = random.nextInt(20) == 0 ? noise(random) : mutated(random, session(random));
    try (RawClient client = RawClient.connect(server.server())) {
      // Answers are taken by another thread, or not at all, as the seed says.
      CompletableFuture<Void> taking =
          random.nextBoolean()
              ? CompletableFuture.runAsync(client::takeAll, ServerFuzzTest::start)
              : CompletableFuture.completedFuture(null);
      boolean isSent = isSent(client, random, bytes);
      if (isSent && random.nextBoolean()) {
        client.endSending();
        taking.get(60, TimeUnit.SECONDS);
      }
    }
  }

  private static void start(Runnable task) {
    Thread.startVirtualThread(task);
  }

  // A client that takes no answers is read from no more at some point; then it gives up.
  private static boolean isSent(RawClient client, SplittableRandom random, byte... bytes)
      throws Exception {
    SplittableRandom parts = random.split();
    var sending =
        CompletableFuture.supplyAsync(() -> send(client, parts, bytes), ServerFuzzTest::start);
    try {
      return sending.get(1, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static boolean send(RawClient client, SplittableRandom random, byte... bytes) {
    int cut = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
    try {
      for (int at = 0; at < cut; ) {
        int part = Math.min(cut - at, 1 + random.nextInt(1 << random.nextInt(18)));
        client.send(Arrays.copyOfRange(bytes, at, at + part));
        at += part;
      }
      return true;
    } catch (IOException e) {
      // The server has had enough of it, which is its right.
      return false;
    }
  }

  private static byte[] noise(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(20_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  // A whole session, sent without waiting for an answer.
  private static byte[] session(SplittableRandom random) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(ByteBuffer.allocate(4).putInt(1 + random.nextInt(3)).array());
    boolean isExtended = random.nextBoolean();
    if (isExtended) {
      option(bytes, Option.EXTENDED_HEADERS.code());
    } else if (random.nextBoolean()) {
      option(bytes, Option.STRUCTURED_REPLY.code());
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      anyOption(bytes, random);
    }
    String name = random.nextInt(4) == 0 ? "read" : "";
    option(bytes, Option.SET_META_CONTEXT.code(), RawClient.contexts(name, "base:allocation"));
    if (!isExtended && random.nextInt(4) == 0) {
      option(
          bytes, Option.EXPORT_NAME.code(), name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } else {
      option(
          bytes,
          Option.GO.code(),
          RawClient.info(name, IntStream.range(0, random.nextInt(5)).toArray()));
    }
    for (int i = random.nextInt(30); i > 0; i--) {
      request(bytes, random, isExtended);
    }
    if (random.nextBoolean()) {
      encode(bytes, Request.of(Command.DISC, 0, 0, 0, 0), isExtended);
    }
    return bytes.toByteArray();
  }

  private static void anyOption(ByteArrayOutputStream to, SplittableRandom random)
      throws IOException {
    switch (random.nextInt(5)) {
      case 0 -> option(to, Option.LIST.code());
      case 1 -> option(to, Option.INFO.code(), RawClient.info("read", 1, 2, 3));
      case 2 ->
          option(to, Option.LIST_META_CONTEXT.code(), RawClient.contexts("", "base:", "x-y:"));
      case 3 -> option(to, Option.STARTTLS.code());
      default -> option(to, random.nextInt(20), noise(random));
    }
  }

  private static void option(ByteArrayOutputStream to, int code, byte... data) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(OptionRequest.SIZE);
    new OptionRequest(code, data.length).encode(head);
    to.write(head.array());
    to.write(data);
  }

  private static void request(ByteArrayOutputStream to, SplittableRandom random, boolean isExtended)
      throws IOException {
    int type = random.nextInt(9);
    boolean isWrite = type == Command.WRITE.code();
    int length = random.nextInt(1 << random.nextInt(isWrite ? 19 : 22));
    long offset = random.nextInt(8) == 0 ? random.nextLong() : random.nextInt(SIZE);
    int flags = random.nextInt(4) == 0 ? random.nextInt(64) : 0;
    boolean hasPayload = isExtended && (isWrite || random.nextInt(8) == 0);
    flags = hasPayload ? flags | Protocol.CMD_FLAG_PAYLOAD_LEN : flags & 31;
    encode(to, new Request(flags, type, random.nextLong(), offset, length), isExtended);
    if (hasPayload || (!isExtended && isWrite)) {
      to.write(new byte[length]);
    }
  }

  private static void encode(ByteArrayOutputStream to, Request request, boolean isExtended)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Request.size(isExtended));
    request.encode(bytes, isExtended);
    to.write(bytes.array());
  }

  private static byte[] mutated(SplittableRandom random, byte... session) {
    byte[] bytes = session;
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes = mutatedOnce(random, bytes);
    }
    return bytes;
  }

  private static byte[] mutatedOnce(SplittableRandom random, byte... session) {
    // Mostly where the handshake is.
    int at = random.nextInt(random.nextBoolean() ? Math.min(400, session.length) : session.length);
    byte[] bytes = session.clone();
    switch (random.nextInt(4)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> Arrays.fill(bytes, at, Math.min(at + 8, bytes.length), (byte) -1);
      default -> {
        int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
        return random.nextBoolean() ? without(at, to, bytes) : twice(at, to, bytes);
      }
    }
    return bytes;
  }

  private static byte[] without(int from, int to, byte... bytes) {
    byte[] all = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, all, from, bytes.length - to);
    return all;
  }

  private static byte[] twice(int from, int to, byte... bytes) {
    byte[] all = Arrays.copyOf(bytes, bytes.length + (to - from));
    System.arraycopy(bytes, from, all, to, bytes.length - from);
    return all;
  }
}
