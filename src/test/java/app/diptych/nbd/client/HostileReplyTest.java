package app.diptych.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.nbd.Dialect;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Reply;
import app.diptych.nbd.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a server answers wrongly to a request ends in one clear line.
@Timeout(240)
final class HostileReplyTest {
  private static final int SIZE = 1 << 20;
  private static final int DONE = Protocol.REPLY_FLAG_DONE;

  static Stream<Arguments> answersToRead() {
    return Stream.of(
        read(
            "no magic",
            Dialect.SIMPLE,
            "no NBD reply begins with 0",
            (c, _) -> c.out.write(new byte[16])),
        read(
            "another cookie",
            Dialect.SIMPLE,
            "a reply to nothing that was asked",
            (c, r) -> c.send(new Reply.Simple(0, r.cookie() + 1), new byte[8192])),
        read(
            "a structured reply",
            Dialect.SIMPLE,
            "a reply of a form that was not agreed on",
            (c, r) -> c.data(r, DONE, 4096, 8192, 1)),
        structured(
            "an extended reply",
            "a reply of a form that was not agreed on",
            (c, r) -> c.send(new Reply.Extended(DONE, 0, r.cookie(), 4096, 0))),
        read(
            "a simple reply",
            Dialect.EXTENDED,
            "a reply of a form that was not agreed on",
            (c, r) -> c.send(new Reply.Simple(0, r.cookie()))),
        read(
            "another offset",
            Dialect.EXTENDED,
            "a reply with the offset of another request",
            (c, r) -> c.send(new Reply.Extended(DONE, 0, r.cookie(), 0, 0))),
        read(
            "an extended chunk without end",
            Dialect.EXTENDED,
            "a chunk of type 1 with -1 bytes",
            (c, r) -> c.send(new Reply.Extended(DONE, 1, r.cookie(), 4096, -1))),
        structured(
            "data in a simple reply",
            "an answer to read that leaves out a part",
            (c, r) -> c.send(new Reply.Simple(0, r.cookie()), new byte[8192])),
        structured("the end", "the server closed the connection", (_, _) -> {}),
        structured(
            "the end in a head",
            "the server closed the connection in the middle of a reply",
            (c, _) -> c.out.writeInt(Protocol.STRUCTURED_REPLY_MAGIC)),
        read(
            "the end in the data",
            Dialect.SIMPLE,
            "the server closed the connection in the middle of a reply",
            (c, r) -> c.send(new Reply.Simple(0, r.cookie()), new byte[8191])),
        structured(
            "nothing",
            "an answer to read that leaves out a part",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_NONE)),
        structured(
            "nothing, not at the end",
            "an empty chunk that is none, or not the last",
            (c, r) -> c.chunk(r, 0, Protocol.REPLY_NONE)),
        structured(
            "something as nothing",
            "an empty chunk that is none, or not the last",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_NONE, (byte) 1)),
        structured(
            "too little",
            "an answer to read that leaves out a part",
            (c, r) -> c.data(r, DONE, 4096, 8191, 1)),
        structured(
            "a hole in the middle",
            "an answer to read that leaves out a part",
            (c, r) -> {
              c.data(r, 0, 4096, 100, 1);
              c.data(r, DONE, 4197, 8091, 1);
            }),
        structured(
            "too much",
            "a chunk of type 1 with 8201 bytes",
            (c, r) -> c.data(r, DONE, 4096, 8193, 1)),
        structured(
            "no data at all",
            "a chunk of type 1 with 8 bytes",
            (c, r) -> c.data(r, DONE, 4096, 0, 1)),
        structured(
            "before", "data that were not asked for", (c, r) -> c.data(r, DONE, 4095, 10, 1)),
        structured(
            "behind", "data that were not asked for", (c, r) -> c.data(r, DONE, 12287, 2, 1)),
        structured(
            "far away",
            "data that were not asked for",
            (c, r) -> c.data(r, DONE, Long.MIN_VALUE, 1, 1)),
        structured(
            "the same twice",
            "the same data twice",
            (c, r) -> {
              c.data(r, 0, 5000, 10, 1);
              c.data(r, DONE, 5009, 1, 1);
            }),
        structured(
            "the first twice",
            "the same data twice",
            (c, r) -> {
              c.data(r, 0, 4096, 10, 1);
              c.data(r, DONE, 4097, 1, 1);
            }),
        structured(
            "an empty hole",
            "data that were not asked for",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_OFFSET_HOLE, hole(4096, 0))),
        structured(
            "a giant hole",
            "data that were not asked for",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_OFFSET_HOLE, hole(4096, -1))),
        structured(
            "a short hole",
            "a chunk of type 2 with 11 bytes",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_OFFSET_HOLE, new byte[11])),
        structured(
            "extents",
            "extents in answer to read",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_BLOCK_STATUS, status(8192, 0))),
        structured("a type nobody knows", "a chunk of type 77", (c, r) -> c.chunk(r, DONE, 77)),
        structured(
            "no error",
            "an error that is none, or cut off",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_ERROR, error(0, ""))),
        structured(
            "a short error",
            "a chunk of type 32769 with 5 bytes",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_ERROR, new byte[5])),
        structured(
            "a giant error",
            "a chunk of type 32769 with 5000 bytes",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_ERROR, new byte[5000])),
        structured(
            "an error whose words are cut off",
            "an error that is none, or cut off",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_ERROR, new byte[] {0, 0, 0, 5, 0, 1})),
        structured(
            "an error nowhere",
            "an error at a place that was not asked for",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_ERROR_OFFSET, error(5, ""))),
        structured(
            "an error elsewhere",
            "an error at a place that was not asked for",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_ERROR_OFFSET, errorAt(5, "", 12288))));
  }

  private interface ToRequest {
    void answer(FakeServer.Client client, Request request) throws IOException;
  }

  private static Arguments read(String name, Dialect dialect, String why, ToRequest answer) {
    FakeServer.Script script =
        client -> {
          client.letIn(dialect, SIZE, 0);
          answer.answer(client, client.nextRequest());
          client.out.flush();
        };
    return Arguments.argumentSet(name, why, script);
  }

  private static Arguments structured(String name, String why, ToRequest answer) {
    return read(name, Dialect.STRUCTURED, why, answer);
  }

  private static byte[] hole(long offset, int length) {
    return ByteBuffer.allocate(12).putLong(offset).putInt(length).array();
  }

  private static byte[] error(int number, String words) {
    byte[] text = words.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(6 + text.length)
        .putInt(number)
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  private static byte[] errorAt(int number, String words, long offset) {
    byte[] error = error(number, words);
    return ByteBuffer.allocate(error.length + 8).put(error).putLong(offset).array();
  }

  private static byte[] status(int... lengthsAndFlags) {
    return statusOf(FakeServer.CONTEXT, lengthsAndFlags);
  }

  private static byte[] statusOf(int context, int... lengthsAndFlags) {
    ByteBuffer status = ByteBuffer.allocate(4 + 4 * lengthsAndFlags.length).putInt(context);
    for (int number : lengthsAndFlags) {
      status.putInt(number);
    }
    return status.array();
  }

  @ParameterizedTest
  @MethodSource("answersToRead")
  void aWrongAnswerToAReadEndsTheConnection(String why, FakeServer.Script script) throws Exception {
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ)) {
      assertThatThrownBy(() -> Content.read(client, 4096, 8192))
          .isInstanceOf(DeviceException.Disconnected.class)
          .hasMessage("read " + server.uri() + " @4096+8192: " + why);
      assertThatThrownBy(() -> Content.read(client, 0, 512))
          .isInstanceOf(DeviceException.Disconnected.class)
          .satisfies(e -> assertThat(e).hasMessageEndingWith(why));
    }
  }

  static Stream<Arguments> answersToStatus() {
    return Stream.of(
        structured(
            "nothing",
            "an answer to extents that leaves out a part",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_NONE)),
        structured(
            "a simple reply",
            "an answer to extents that leaves out a part",
            (c, r) -> c.send(new Reply.Simple(0, r.cookie()))),
        structured("data", "data in answer to extents", (c, r) -> c.data(r, DONE, 4096, 8, 1)),
        structured(
            "no extents",
            "a chunk of type 5 with 4 bytes",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_BLOCK_STATUS, status())),
        structured(
            "part of an extent",
            "extents of another form, or of another context",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_BLOCK_STATUS, status(1, 0, 1))),
        structured(
            "another context",
            "extents of another form, or of another context",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_BLOCK_STATUS, statusOf(8, 8192, 0))),
        structured(
            "an empty extent",
            "an extent of no bytes",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_BLOCK_STATUS, status(0, 0))),
        structured(
            "an empty extent behind the end",
            "an extent of no bytes",
            (c, r) -> c.chunk(r, DONE, Protocol.REPLY_BLOCK_STATUS, status(8192, 0, 0, 0))),
        structured(
            "two answers",
            "two answers on what is allocated",
            (c, r) -> {
              c.chunk(r, 0, Protocol.REPLY_BLOCK_STATUS, status(8192, 0));
              c.chunk(r, DONE, Protocol.REPLY_BLOCK_STATUS, status(8192, 0));
            }),
        structured(
            "an extended form",
            "extents of another form, or of another context",
            (c, r) ->
                c.chunk(r, DONE, Protocol.REPLY_BLOCK_STATUS_EXT, statusOf(7, 1, 0, 8192, 0, 0))),
        structured(
            "millions of extents",
            "a chunk of type 5 with 8388620 bytes",
            (c, r) ->
                c.send(
                    new Reply.Structured(
                        DONE, Protocol.REPLY_BLOCK_STATUS, r.cookie(), 4 + 8L * ((1 << 20) + 1)))));
  }

  @ParameterizedTest
  @MethodSource("answersToStatus")
  void aWrongAnswerOnExtentsEndsTheConnection(String why, FakeServer.Script script)
      throws Exception {
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ)) {
      assertThatThrownBy(() -> client.extents(new Region(4096, 8192)))
          .isInstanceOf(DeviceException.Disconnected.class)
          .hasMessage("extents " + server.uri() + " @4096+8192: " + why);
    }
  }

  @Test
  void aSecondReplyToARequestEndsTheConnection() throws Exception {
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.SIMPLE, SIZE, 0);
          Request request = client.nextRequest();
          client.send(new Reply.Simple(0, request.cookie()), new byte[512]);
          client.send(new Reply.Simple(0, request.cookie()), new byte[512]);
          client.nextRequest();
        };
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ)) {
      Content.read(client, 0, 512);

      assertThatThrownBy(() -> Content.read(client, 0, 512))
          .hasMessageEndingWith("a reply to nothing that was asked");
    }
  }

  @Test
  void wordsOfAServerStayOnOneLine() throws Exception {
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.STRUCTURED, SIZE, 0);
          while (true) {
            Request request = client.nextRequest();
            byte[] error = errorAt(5, "bad\n\u001b[31msector", request.offset() + 512);
            client.chunk(request, DONE, Protocol.REPLY_ERROR_OFFSET, error);
          }
        };
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ)) {
      assertThatThrownBy(() -> Content.read(client, 0, 1024))
          .isInstanceOf(DeviceException.Unknown.class)
          .hasMessageEndingWith("@0+1024: EIO (Input/output error): at 512, bad [31msector");
    }
  }
}
