package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.block.Fault;
import app.diptych.block.FaultyDevice;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.nbd.Command;
import app.diptych.nbd.Option;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Reply;
import app.diptych.nbd.Request;
import app.diptych.nbd.Visitor;
import app.diptych.nbd.WireError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every command, asked byte by byte, and what is asked wrongly.
@Timeout(240)
final class RequestsTest {
  private static final int SIZE = 8 << 20;
  private static final byte[] NOTHING = {};

  private final MemoryDevice memory = new MemoryDevice("memory", SIZE, 512);
  private final FaultyDevice device = new FaultyDevice(memory);
  private byte[] content = NOTHING;
  private TestServer server;

  enum Form {
    SIMPLE,
    STRUCTURED,
    EXTENDED;

    RawClient connect(TestServer server) throws IOException {
      return switch (this) {
        case SIMPLE -> RawClient.plain(server.server());
        case STRUCTURED -> RawClient.structured(server.server());
        case EXTENDED -> RawClient.extended(server.server());
      };
    }

    Request write(long offset, int length) {
      int flags = this == EXTENDED ? Protocol.CMD_FLAG_PAYLOAD_LEN : 0;
      return Request.of(Command.WRITE, flags, 3, offset, length);
    }

    byte[] read(RawClient client, long offset, int length) throws IOException {
      if (this != SIMPLE) {
        return client.read(offset, length);
      }
      client.request(Request.of(Command.READ, 0, 5, offset, length));
      return client.chunk(length).bytes();
    }
  }

  @BeforeEach
  void open() throws Exception {
    content = Content.fill(memory, 7);
    server = TestServer.of(device);
  }

  @AfterEach
  void close() throws Exception {
    server.awaitEmpty();
    server.close();
    device.close();
    memory.close();
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void readsAndWritesAnyAlignmentAndLength(Form form) throws Exception {
    SplittableRandom random = new SplittableRandom(form.name().length());
    try (RawClient client = form.connect(server)) {
      for (int i = 0; i < 60; i++) {
        int length = 1 + random.nextInt(1 << (1 + random.nextInt(22)));
        int offset = random.nextInt(SIZE - length);
        if (i % 2 == 0) {
          byte[] bytes = Content.random(i, length);
          assertThat(client.ask(form.write(offset, length), bytes).error()).isZero();
          System.arraycopy(bytes, 0, content, offset, length);
        }
        assertThat(form.read(client, offset, length))
            .isEqualTo(Arrays.copyOfRange(content, offset, offset + length));
      }
    }
    assertThat(Content.readAll(memory)).isEqualTo(content);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void largeRequestsGoInPieces(Form form) throws Exception {
    byte[] bytes = Content.random(9, SIZE - 1000);
    try (RawClient client = form.connect(server)) {
      assertThat(client.ask(form.write(700, bytes.length), bytes).error()).isZero();
      assertThat(form.read(client, 700, bytes.length)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void aRequestOfLengthZeroDoesNothing(Form form) throws Exception {
    try (RawClient client = form.connect(server)) {
      for (Command command : List.of(Command.READ, Command.TRIM, Command.WRITE_ZEROES)) {
        assertThat(client.ask(Request.of(command, 0, 1, 512, 0)).error()).isZero();
      }
      assertThat(client.ask(form.write(0, 0)).error()).isZero();
    }
    assertThat(Content.readAll(memory)).isEqualTo(content);
  }

  @Test
  void zerosAreToldAsHoles() throws Exception {
    memory.zero(new Region(64 << 10, 128 << 10));
    try (RawClient client = RawClient.structured(server.server())) {
      client.request(Request.of(Command.READ, 0, 1, 64 << 10, 4096));
      var hole = client.chunks();
      assertThat(hole).hasSize(1);
      assertThat(hole.getFirst().type()).isEqualTo(Protocol.REPLY_OFFSET_HOLE);
      client.request(Request.of(Command.READ, 0, 1, 0, 256 << 10));
      assertThat(client.chunks())
          .extracting(RawClient.Chunk::type)
          .containsExactly(
              Protocol.REPLY_OFFSET_DATA, Protocol.REPLY_OFFSET_HOLE, Protocol.REPLY_OFFSET_DATA);
      assertThat(client.read(1000, 255 << 10))
          .isEqualTo(Arrays.copyOfRange(Content.readAll(memory), 1000, 1000 + (255 << 10)));
    }
  }

  @Test
  void whatMayNotBeFragmentedComesInOneChunk() throws Exception {
    memory.zero(new Region(64 << 10, 128 << 10));
    content = Content.readAll(memory);
    try (RawClient client = RawClient.structured(server.server())) {
      for (int length : new int[] {256 << 10, 5 << 20}) {
        client.request(Request.of(Command.READ, Protocol.CMD_FLAG_DF, 1, 0, length));
        var chunks = client.chunks();
        assertThat(chunks.getFirst().type()).isEqualTo(Protocol.REPLY_OFFSET_DATA);
        assertThat(chunks.stream().filter(c -> c.type() != Protocol.REPLY_NONE)).hasSize(1);
        assertThat(Arrays.copyOfRange(chunks.getFirst().bytes(), 8, 8 + length))
            .isEqualTo(Arrays.copyOf(content, length));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 700})
  void zeroingAndTrimmingConcernTheBytesAlone(int skip) throws Exception {
    try (RawClient client = RawClient.structured(server.server())) {
      for (int flags : new int[] {0, Protocol.CMD_FLAG_NO_HOLE, Protocol.CMD_FLAG_FUA}) {
        int offset = (flags << 16) + skip;
        assertThat(client.ask(Request.of(Command.WRITE_ZEROES, flags, 1, offset, 5000)).error())
            .isZero();
        assertThat(
                client.ask(Request.of(Command.WRITE_ZEROES, flags, 1, offset + 8192, 10)).error())
            .isZero();
        Arrays.fill(content, offset, offset + 5000, (byte) 0);
        Arrays.fill(content, offset + 8192, offset + 8202, (byte) 0);
      }
      assertThat(client.ask(Request.of(Command.TRIM, 1, 1, 1 << 20, 5000)).error()).isZero();
      assertThat(client.ask(Request.of(Command.TRIM, 0, 1, (1 << 20) + 1, 5)).error()).isZero();
      assertThat(client.ask(Request.of(Command.CACHE, 0, 1, 1 << 20, 5000)).error()).isZero();
    }
    assertThat(Content.readAll(memory)).isEqualTo(content);
    assertThat(device.count(Operation.TRIM)).isEqualTo(1);
    assertThat(device.count(Operation.FLUSH)).isEqualTo(3);
  }

  @Test
  void fuaFlushesBehindTheWrite() throws Exception {
    try (RawClient client = RawClient.plain(server.server())) {
      var request = Request.of(Command.WRITE, Protocol.CMD_FLAG_FUA, 1, 0, 512);
      assertThat(client.ask(request, new byte[512]).error()).isZero();
      assertThat(device.count(Operation.FLUSH)).isEqualTo(1);
      device.failNth(Operation.FLUSH, 2, Fault.eio());
      assertThat(client.ask(request, new byte[512]).error()).isEqualTo(WireError.EIO.number());
      assertThat(client.ask(Request.of(Command.FLUSH, 0, 1, 0, 0)).error()).isZero();
    }
  }

  @Test
  void whatIsAskedWronglyIsRefusedAndTheConnectionLivesOn() throws Exception {
    try (RawClient client = RawClient.structured(server.server())) {
      assertRefused(client, Request.of(Command.READ, 0, 1, SIZE - 511, 512), WireError.EINVAL);
      assertRefused(client, Request.of(Command.READ, 0, 1, -1, 512), WireError.EINVAL);
      assertRefused(client, Request.of(Command.READ, 0, 1, 0, -1), WireError.EINVAL);
      assertRefused(client, Request.of(Command.TRIM, 0, 1, SIZE, 512), WireError.EINVAL);
      assertRefused(client, Request.of(Command.CACHE, 0, 1, SIZE, 512), WireError.EINVAL);
      assertRefused(client, Request.of(Command.BLOCK_STATUS, 0, 1, SIZE, 1), WireError.EINVAL);
      assertRefused(client, Request.of(Command.BLOCK_STATUS, 0, 1, 0, 0), WireError.EINVAL);
      assertRefused(client, Request.of(Command.WRITE_ZEROES, 0, 1, SIZE, 1), WireError.ENOSPC);
      assertRefused(
          client,
          Request.of(Command.WRITE_ZEROES, Protocol.CMD_FLAG_FAST_ZERO, 1, 0, 512),
          WireError.ENOTSUP);
      assertRefused(client, Request.of(Command.FLUSH, 0, 1, 0, 1), WireError.EINVAL);
      assertRefused(client, Request.of(Command.READ, 0x8000, 1, 0, 512), WireError.EINVAL);
      assertRefused(client, Request.of(Command.TRIM, 4, 1, 0, 512), WireError.EINVAL);
      assertRefused(client, new Request(0, 99, 1, 0, 512), WireError.EINVAL);
      client.request(Request.of(Command.WRITE, 0, 1, SIZE, 1000), new byte[1000]);
      assertThat(client.chunks().getFirst().error()).isEqualTo(WireError.ENOSPC.number());
      client.request(Request.of(Command.WRITE, 8, 1, 0, 100_000), new byte[100_000]);
      assertThat(client.chunks().getFirst().error()).isEqualTo(WireError.EINVAL.number());
      assertThat(client.read(0, 512)).isEqualTo(Arrays.copyOf(content, 512));
    }
    assertThat(Content.readAll(memory)).isEqualTo(content);
  }

  @Test
  void whatIsTooLargeIsRefused() throws Exception {
    try (var vast = new VastDevice();
        TestServer large = TestServer.of(vast);
        RawClient client = RawClient.structured(large.server());
        RawClient plain = RawClient.plain(large.server())) {
      long much = (64L << 20) + 1;
      assertRefused(client, Request.of(Command.READ, 0, 1, 0, much), WireError.EOVERFLOW);
      var request = Request.of(Command.READ, 0, 1, 0, much);
      assertThat(plain.ask(request).error()).isEqualTo(WireError.EINVAL.number());
      plain.request(Request.of(Command.WRITE, 0, 1, 0, much), new byte[(int) much]);
      assertThat(plain.chunk(0).error()).isEqualTo(WireError.EINVAL.number());
      client.request(Request.of(Command.WRITE_ZEROES, 0, 1, 0, 0xffff_fe00L));
      assertThat(client.chunk(0).error()).isZero();
    }
  }

  @Test
  void statusIsToldInRunsOfOneKind() throws Exception {
    try (var vast = new VastDevice();
        TestServer large = TestServer.of(vast);
        RawClient client = RawClient.structured(large.server());
        RawClient extended = RawClient.extended(large.server())) {
      client.request(Request.of(Command.BLOCK_STATUS, 0, 1, 100, 3L << 30));
      assertThat(client.chunks().getFirst().data())
          .isEqualTo(
              ints(
                  1,
                  (1 << 20) - 100,
                  0,
                  1 << 20,
                  2,
                  (int) ((1L << 31) + 100 - (2 << 20)),
                  3,
                  1 << 30,
                  3));
      int one = Protocol.CMD_FLAG_REQ_ONE;
      client.request(Request.of(Command.BLOCK_STATUS, one, 1, 100, 3L << 30));
      assertThat(client.chunks().getFirst().data()).isEqualTo(ints(1, (1 << 20) - 100, 0));
      extended.request(Request.of(Command.BLOCK_STATUS, 0, 1, 3 << 20, 1L << 33));
      ByteBuffer told = extended.chunks().getFirst().data();
      assertThat(told)
          .isEqualTo(
              ByteBuffer.allocate(24).putInt(1).putInt(1).putLong(1L << 33).putLong(3).flip());
    }
  }

  @Test
  void statusOfChosenContextsIsToldInExtendedForm() throws Exception {
    int flag = Protocol.CMD_FLAG_PAYLOAD_LEN;
    try (RawClient client = RawClient.extended(server.server())) {
      client.request(
          Request.of(Command.BLOCK_STATUS, flag, 1, 0, 12),
          ByteBuffer.allocate(12).putLong(512).putInt(1).array());
      assertThat(client.chunks().getFirst().type()).isEqualTo(Protocol.REPLY_BLOCK_STATUS_EXT);
      for (byte[] wrong :
          List.of(
              ByteBuffer.allocate(12).putLong(512).putInt(9).array(),
              ByteBuffer.allocate(12).putLong(-1).putInt(1).array(),
              new byte[16],
              new byte[5])) {
        client.request(Request.of(Command.BLOCK_STATUS, flag, 1, 0, wrong.length), wrong);
        assertThat(client.chunks().getFirst().error()).isEqualTo(WireError.EINVAL.number());
      }
      assertRefused(client, Request.of(Command.WRITE, 0, 1, 0, 512), WireError.EINVAL);
      client.request(Request.of(Command.READ, flag, 1, 0, 512), new byte[512]);
      assertThat(client.chunks().getFirst().error()).isEqualTo(WireError.EINVAL.number());
      client.request(Request.of(Command.WRITE, flag, 1, 0, -1));
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  @Timeout(30)
  void anAnswerWaitsForNoPayloadThatIsToCome() throws Exception {
    var status = Request.of(Command.BLOCK_STATUS, Protocol.CMD_FLAG_PAYLOAD_LEN, 2, 0, 12);
    try (RawClient client = RawClient.extended(server.server())) {
      // Until the device is known to answer so quickly that nobody else leads meanwhile.
      for (int i = 0; i < 500; i++) {
        client.read(0, 512);
      }
      ByteBuffer both = ByteBuffer.allocate(2 * Request.EXTENDED_SIZE);
      Request.of(Command.READ, 0, 1, 0, 512).encode(both, true);
      status.encode(both, true);
      client.send(both.array());
      assertThat(client.chunks().getFirst().head().cookie()).isEqualTo(1);
      client.send(ByteBuffer.allocate(12).putLong(512).putInt(1).array());
      assertThat(client.chunks().getFirst().type()).isEqualTo(Protocol.REPLY_BLOCK_STATUS_EXT);
    }
  }

  @Test
  void aReadOnlyExportIsNotChanged() throws Exception {
    var readOnly = List.of(new Export("", "", device, true, false));
    try (TestServer other = TestServer.of(readOnly, ServerOptions.DEFAULT);
        RawClient client = RawClient.structured(other.server())) {
      client.request(Request.of(Command.WRITE, 0, 1, 0, 200_000), new byte[200_000]);
      assertThat(client.chunks().getFirst().error()).isEqualTo(WireError.EPERM.number());
      assertRefused(client, Request.of(Command.TRIM, 0, 1, 0, 512), WireError.EPERM);
      assertRefused(client, Request.of(Command.WRITE_ZEROES, 0, 1, 0, 512), WireError.EPERM);
      assertThat(client.read(0, 512)).isEqualTo(Arrays.copyOf(content, 512));
    }
  }

  @Test
  void whoKnowsTheBlockSizesMustKeepToThem() throws Exception {
    try (RawClient client = RawClient.greeted(server.server())) {
      client.option(Option.STRUCTURED_REPLY.code());
      client.go("", Protocol.INFO_BLOCK_SIZE);
      assertRefused(client, Request.of(Command.READ, 0, 1, 1, 512), WireError.EINVAL);
      assertRefused(client, Request.of(Command.READ, 0, 1, 0, 513), WireError.EINVAL);
      assertThat(client.read(512, 512)).isEqualTo(Arrays.copyOfRange(content, 512, 1024));
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void aDevicesFailureIsToldAndTheConnectionLivesOn(Form form) throws Exception {
    device.failAt(Operation.READ, new Region(1 << 20, 512), Fault.eio());
    device.failAt(Operation.WRITE, new Region(1 << 20, 512), Fault.noSpace());
    device.failAt(Operation.ZERO, new Region(0, 512), Fault.bug());
    try (RawClient client = form.connect(server)) {
      client.request(Request.of(Command.READ, 0, 1, 1 << 20, 4096));
      assertThat(client.chunks().getLast().error()).isEqualTo(WireError.EIO.number());
      client.request(form.write(0, 3 << 20), new byte[3 << 20]);
      assertThat(client.chunks().getLast().error()).isEqualTo(WireError.ENOSPC.number());
      client.request(Request.of(Command.WRITE_ZEROES, 0, 1, 0, 512));
      assertThat(client.chunks().getLast().error()).isEqualTo(WireError.EIO.number());
      assertThat(form.read(client, 4096, 4096)).hasSize(4096);
    }
  }

  @Test
  void aLargeReadThatFailsInItsMiddleSaysSo() throws Exception {
    device.failAt(Operation.READ, new Region(3 << 20, 512), Fault.eio());
    device.failAt(Operation.READ, new Region(4 << 20, 512), Fault.eio());
    device.failAt(Operation.READ, new Region(SIZE - 512, 512), Fault.eio());
    try (RawClient client = RawClient.structured(server.server());
        RawClient plain = RawClient.plain(server.server())) {
      client.request(Request.of(Command.READ, 0, 1, 0, SIZE));
      assertThat(client.chunks().stream().filter(c -> c.error() != 0)).hasSize(1);
      client.request(Request.of(Command.READ, Protocol.CMD_FLAG_DF, 1, 0, SIZE));
      var chunks = client.chunks();
      assertThat(chunks.getFirst().data().remaining()).isEqualTo(8 + SIZE);
      assertThat(chunks.getLast().error()).isEqualTo(WireError.EIO.number());
      client.request(Request.of(Command.READ, Protocol.CMD_FLAG_DF, 1, 3 << 20, 2 << 20));
      assertThat(client.chunks().getLast().error()).isEqualTo(WireError.EIO.number());
      plain.request(Request.of(Command.READ, 0, 1, 0, SIZE));
      plain.receive(Reply.SIMPLE_SIZE + (3 << 20));
      assertThat(plain.isEnded()).isTrue();
    }
  }

  @Test
  void visitorsAreCounted() throws Exception {
    try (RawClient client = RawClient.structured(server.server())) {
      assertThat(client.ask(Request.of(Command.WRITE, 0, 1, 0, 512), new byte[512]).error())
          .isZero();
      client.read(0, 4 << 20);
      client.read(0, 512);
      assertThat(server.server().visitors())
          .singleElement()
          .isEqualTo(new Visitor(1, "local", false, "", 2, (4 << 20) + 512, 1, 512));
    }
  }

  private static void assertRefused(RawClient client, Request request, WireError error)
      throws IOException {
    client.request(request);
    assertThat(client.chunks().getFirst().error()).isEqualTo(error.number());
  }

  private static ByteBuffer ints(int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
    Arrays.stream(numbers).forEach(bytes::putInt);
    return bytes.flip();
  }
}
