package app.diptych.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.DeviceException;
import app.diptych.nbd.Dialect;
import app.diptych.nbd.Option;
import app.diptych.nbd.Protocol;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server does wrong in the handshake ends in one clear line.
@Timeout(240)
final class HostileHandshakeTest {
  private static final int SIZE = 1 << 20;
  private static final ClientOptions SHORT =
      new ClientOptions(true, 4, Duration.ofMillis(300), Optional.empty());

  static Stream<Arguments> handshakes() {
    return Stream.of(
        handshake("no magic", "it is no NBD server", c -> c.out.writeLong(1)),
        handshake(
            "no style",
            "it is no NBD server",
            c -> {
              c.out.writeLong(Protocol.INIT_MAGIC);
              c.out.writeLong(1);
            }),
        handshake("nothing", "the server closed the connection during the handshake", _ -> {}),
        handshake(
            "half a word",
            "the connection ended in the middle of a message",
            c -> c.out.writeInt(1)),
        breach(
            "no magic of an option",
            "no NBD option reply begins with 0",
            c -> {
              c.greet();
              c.out.write(new byte[20]);
            }),
        breach(
            "an answer to another option",
            "an answer to option 3, not EXTENDED_HEADERS",
            c -> {
              c.greet();
              c.answer(Option.LIST, true);
            }),
        breach(
            "a giant answer",
            "an answer to EXTENDED_HEADERS that is too long",
            c -> {
              c.greet();
              c.out.writeLong(Protocol.OPTION_REPLY_MAGIC);
              c.out.writeInt(Option.EXTENDED_HEADERS.code());
              c.out.writeInt(Protocol.REP_ERR_UNSUP);
              c.out.writeInt(-1);
            }),
        breach(
            "endless answers",
            "an answer to EXTENDED_HEADERS that is too long",
            c -> {
              c.greet();
              while (true) {
                c.reply(Option.EXTENDED_HEADERS, Protocol.REP_INFO, new byte[4096]);
              }
            }),
        breach(
            "a size of 2^63",
            "an export of 2^63 bytes or more",
            c -> c.letIn(Dialect.SIMPLE, Long.MIN_VALUE, 0)),
        going("no size", "nothing on the export's size"),
        going("information cut off", "information on an export that is cut off", new byte[1]),
        going("a size cut off", "information on an export that is cut off", new byte[9]),
        going(
            "a minimum that is no power of two",
            "block sizes that cannot be: 513, 4096, 65536",
            FakeServer.Client.blockSizes(513, 4096, 65536)),
        going(
            "a minimum of 0",
            "block sizes that cannot be: 0, 4096, 65536",
            FakeServer.Client.blockSizes(0, 4096, 65536)),
        going(
            "a giant minimum",
            "block sizes that cannot be: 131072, 131072, 4294967295",
            FakeServer.Client.blockSizes(131072, 131072, -1)),
        going(
            "a maximum below the minimum",
            "block sizes that cannot be: 4096, 4096, 512",
            FakeServer.Client.blockSizes(4096, 4096, 512)),
        going(
            "preferred below the minimum",
            "block sizes that cannot be: 4096, 512, 65536",
            FakeServer.Client.blockSizes(4096, 512, 65536)),
        breach(
            "a context cut off",
            "a metadata context that is cut off",
            c -> {
              c.greet();
              c.nextOption();
              c.answer(Option.EXTENDED_HEADERS, true);
              c.nextOption();
              c.reply(Option.SET_META_CONTEXT, Protocol.REP_META_CONTEXT, new byte[3]);
              c.answer(Option.SET_META_CONTEXT, true);
            }));
  }

  // No NBD server, as far as can be told.
  private static Arguments handshake(String name, String why, FakeServer.Script script) {
    return handshake(name, DeviceException.Disconnected.class, why, script);
  }

  private static Arguments breach(String name, String why, FakeServer.Script script) {
    return handshake(name, DeviceException.Unknown.class, why, script);
  }

  private static Arguments handshake(
      String name, Class<?> failure, String why, FakeServer.Script script) {
    FakeServer.Script flushed =
        client -> {
          script.with(client);
          client.out.flush();
        };
    return Arguments.argumentSet(name, failure, why, flushed);
  }

  private static Arguments going(String name, String why, byte[]... infos) {
    return breach(
        name,
        why,
        client -> {
          client.greet();
          for (Option option = client.nextOption(); option != Option.GO; ) {
            client.answer(option, false);
            option = client.nextOption();
          }
          for (byte[] info : infos) {
            client.reply(Option.GO, Protocol.REP_INFO, info);
          }
          client.answer(Option.GO, true);
        });
  }

  @ParameterizedTest
  @MethodSource("handshakes")
  void aWrongHandshakeIsRefused(Class<?> failure, String why, FakeServer.Script script)
      throws Exception {
    try (FakeServer server = new FakeServer(script)) {
      assertThatThrownBy(() -> NbdClient.connect(server.uri(), ClientOptions.READ))
          .isInstanceOf(failure)
          .hasMessage("open " + server.uri() + ": " + why);
    }
  }

  @Test
  void nothingIsSaidToWhoBreaksTheRules() throws Exception {
    CompletableFuture<byte[]> rest = new CompletableFuture<>();
    FakeServer.Script script =
        client -> {
          client.greet();
          client.nextOption();
          client.answer(Option.LIST, true);
          rest.complete(client.in.readAllBytes());
        };
    try (FakeServer server = new FakeServer(script)) {
      assertThatThrownBy(() -> NbdClient.connect(server.uri(), ClientOptions.READ))
          .isInstanceOf(DeviceException.Unknown.class);
      assertThat(rest.get(10, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void aHandshakeThatIsNotWantedAnyMoreEndsInGoodOrder() throws Exception {
    Deadline deadline = Deadline.in(Duration.ofMinutes(1));
    CompletableFuture<Option> last = new CompletableFuture<>();
    FakeServer.Script script =
        client -> {
          client.greet();
          client.answer(client.nextOption(), false);
          Option second = client.nextOption();
          deadline.cancel(Duration.ofMinutes(1));
          client.answer(second, true);
          last.complete(client.nextOption());
        };
    try (FakeServer server = new FakeServer(script)) {
      assertThatThrownBy(() ->
              ClientHandshake.begin(server.uri(), Optional.empty(), deadline, ClientHandshake::use))
          .isInstanceOf(DeviceException.Disconnected.class);
      assertThat(last.get(60, TimeUnit.SECONDS)).isEqualTo(Option.ABORT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 8, 16, 18})
  void silenceInTheHandshakeEnds(int told) throws Exception {
    FakeServer.Script script =
        client -> {
          ByteBuffer greeting = ByteBuffer.allocate(18);
          greeting.putLong(Protocol.INIT_MAGIC).putLong(Protocol.OPTION_MAGIC).putShort((short) 3);
          client.out.write(greeting.array(), 0, told);
          client.out.flush();
          client.in.transferTo(OutputStream.nullOutputStream());
        };
    try (FakeServer server = new FakeServer(script)) {
      assertThatThrownBy(() -> NbdClient.connect(server.uri(), SHORT))
          .isInstanceOf(DeviceException.Disconnected.class)
          .hasMessage("open " + server.uri() + ": no answer within 0.3 s");
    }
  }

  @Test
  void chatterInTheHandshakeEnds() throws Exception {
    FakeServer.Script script =
        client -> {
          client.greet();
          while (true) {
            client.reply(Option.EXTENDED_HEADERS, Protocol.REP_INFO);
          }
        };
    try (FakeServer server = new FakeServer(script)) {
      assertThatThrownBy(() -> NbdClient.connect(server.uri(), SHORT))
          .isInstanceOfAny(DeviceException.Disconnected.class, DeviceException.Unknown.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 513, 511})
  void aSizeOfPartOfASectorIsRefused(int more) throws Exception {
    try (FakeServer server = new FakeServer(c -> c.letIn(Dialect.SIMPLE, SIZE + more, 0))) {
      assertThatThrownBy(() -> NbdClient.connect(server.uri(), ClientOptions.READ))
          .isInstanceOf(DeviceException.OddSize.class)
          .hasMessageEndingWith(
              "its " + (SIZE + more) + " bytes are no whole number of sectors of 512");
    }
  }
}
