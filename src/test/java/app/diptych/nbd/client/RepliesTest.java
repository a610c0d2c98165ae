package app.diptych.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Region;
import app.diptych.nbd.Command;
import app.diptych.nbd.Dialect;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Reply;
import app.diptych.nbd.Request;
import app.diptych.nbd.WireError;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server may do with its replies, and what the client sends for them.
@Timeout(240)
final class RepliesTest {
  private static final int SIZE = 1 << 20;
  private static final int DONE = Protocol.REPLY_FLAG_DONE;
  private static final int ALL_FLAGS =
      0xffff & ~Protocol.FLAG_READ_ONLY & ~Protocol.FLAG_CAN_MULTI_CONN;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void chunksComeInAnyOrderAndSize(long seed) throws Exception {
    byte[] disk = Content.random(seed, SIZE);
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.STRUCTURED, SIZE, 0);
          while (true) {
            answerInPieces(client, client.nextRequest(), disk, seed);
          }
        };
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ);
        Arena arena = Arena.ofShared()) {
      MemorySegment[] buffers = new MemorySegment[7];
      Arrays.setAll(buffers, i -> arena.allocate(512L * i));

      client.read(4096, buffers);

      byte[] read = new byte[21 * 512];
      int at = 0;
      for (MemorySegment buffer : buffers) {
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, read, at, (int) buffer.byteSize());
        at += (int) buffer.byteSize();
      }
      assertThat(read).isEqualTo(Arrays.copyOfRange(disk, 4096, 4096 + read.length));
    }
  }

  // Every third piece a hole, where the disk is made of zeros beforehand.
  private static void answerInPieces(
      FakeServer.Client client, Request request, byte[] disk, long seed) throws IOException {
    List<Region> pieces = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    long end = request.offset() + request.length();
    for (long at = request.offset(); at < end; ) {
      long length = Math.min(random.nextLong(1, 2000), end - at);
      pieces.add(new Region(at, length));
      at += length;
    }
    Collections.shuffle(pieces, new Random(seed));
    for (int i = 0; i < pieces.size(); i++) {
      Region piece = pieces.get(i);
      int from = (int) piece.offset();
      int to = (int) piece.end();
      if (i % 3 == 0) {
        Arrays.fill(disk, from, to, (byte) 0);
        ByteBuffer hole = ByteBuffer.allocate(12).putLong(from).putInt(to - from);
        client.chunk(request, 0, Protocol.REPLY_OFFSET_HOLE, hole.array());
      } else {
        ByteBuffer data = ByteBuffer.allocate(8 + to - from).putLong(from);
        data.put(disk, from, to - from);
        client.chunk(request, 0, Protocol.REPLY_OFFSET_DATA, data.array());
      }
    }
    client.chunk(request, DONE, Protocol.REPLY_NONE);
  }

  @Test
  void noFlushSucceedsAfterOneThatFailed() throws Exception {
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.SIMPLE, SIZE, ALL_FLAGS);
          client.answerNext(0);
          client.answerNext(WireError.EIO.number());
          while (true) {
            client.answerNext(0);
          }
        };
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.WRITE)) {
      client.flush();

      assertThatThrownBy(client::flush).hasMessageEndingWith("EIO (Input/output error)");
      assertThatThrownBy(client::flush).hasMessageEndingWith("EIO (Input/output error)");
      client.zero(new Region(0, 4096));
    }
  }

  @ParameterizedTest
  @EnumSource
  void repliesComeInAnyOrder(Dialect dialect) throws Exception {
    int callers = 20;
    FakeServer.Script script =
        client -> {
          client.letIn(dialect, SIZE, 0);
          while (true) {
            List<Request> requests = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
              requests.add(client.nextRequest());
            }
            Collections.shuffle(requests, new Random(1));
            for (Request request : requests) {
              answer(client, dialect, request);
            }
          }
        };
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ);
        ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      for (int round = 0; round < 20; round++) {
        List<Future<byte[]>> reads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
          long at = i * 512L;
          reads.add(threads.submit(() -> Content.read(client, at, 512)));
        }
        for (int i = 0; i < callers; i++) {
          byte[] expected = new byte[512];
          Arrays.fill(expected, (byte) i);
          assertThat(reads.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(expected);
        }
      }
    }
  }

  // Each sector is filled with its number.
  private static void answer(FakeServer.Client client, Dialect dialect, Request request)
      throws IOException {
    byte[] data = new byte[(int) request.length()];
    Arrays.fill(data, (byte) (request.offset() / 512));
    byte[] placed =
        ByteBuffer.allocate(8 + data.length).putLong(request.offset()).put(data).array();
    switch (dialect) {
      case SIMPLE -> client.send(new Reply.Simple(0, request.cookie()), data);
      case STRUCTURED -> client.chunk(request, DONE, Protocol.REPLY_OFFSET_DATA, placed);
      case EXTENDED ->
          client.send(
              new Reply.Extended(
                  DONE,
                  Protocol.REPLY_OFFSET_DATA,
                  request.cookie(),
                  request.offset(),
                  placed.length),
              placed);
    }
  }

  @Test
  void extendedHeadersAskForMoreAtOnce() throws Exception {
    long size = 1L << 42;
    BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.EXTENDED, size, ALL_FLAGS);
          while (true) {
            Request request = client.nextRequest();
            requests.add(request);
            if (request.has(Protocol.CMD_FLAG_PAYLOAD_LEN)) {
              client.in.skipNBytes(request.length());
            }
            byte[] payload = new byte[0];
            int type = Protocol.REPLY_NONE;
            if (request.type() == Command.BLOCK_STATUS.code()) {
              type = Protocol.REPLY_BLOCK_STATUS_EXT;
              payload =
                  ByteBuffer.allocate(40)
                      .putInt(FakeServer.CONTEXT)
                      .putInt(2)
                      .putLong(1L << 33)
                      .putLong(3)
                      .putLong(-1)
                      .putLong(2)
                      .array();
            }
            client.send(
                new Reply.Extended(DONE, type, request.cookie(), request.offset(), payload.length),
                payload);
          }
        };
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.WRITE)) {
      client.zero(new Region(4096, 1L << 36));
      client.trim(new Region(4096, 1L << 36));
      Content.write(client, 512, new byte[1024]);
      client.flush();

      assertThat(client.extents(new Region(0, 1L << 36)))
          .containsExactly(
              new Extent(new Region(0, 1L << 33), Extent.Kind.HOLE),
              new Extent(Region.between(1L << 33, 1L << 36), Extent.Kind.ZERO));
      assertThat(requests)
          .containsExactly(
              Request.of(Command.WRITE_ZEROES, 0, 0, 4096, 1L << 36),
              Request.of(Command.TRIM, 0, 1, 4096, 1L << 36),
              Request.of(Command.WRITE, Protocol.CMD_FLAG_PAYLOAD_LEN, 2, 512, 1024),
              Request.of(Command.FLUSH, 0, 3, 0, 0),
              Request.of(Command.BLOCK_STATUS, 0, 4, 0, 1L << 36));
    }
  }

  @Test
  void whatIsTooLargeIsAskedInPieces() throws Exception {
    BlockingQueue<Long> lengths = new LinkedBlockingQueue<>();
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.SIMPLE, 1L << 31, ALL_FLAGS);
          while (true) {
            Request request = client.nextRequest();
            lengths.add(request.length());
            boolean isFine = request.length() <= 32 << 20;
            client.send(new Reply.Simple(isFine ? 0 : 75, request.cookie()));
          }
        };
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.WRITE)) {
      client.zero(new Region(0, 100 << 20));

      assertThat(lengths).containsExactly(100L << 20, 32L << 20, 32L << 20, 32L << 20, 4L << 20);
    }
  }

  @Test
  void aRefusalOfASmallPieceIsTold() throws Exception {
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.SIMPLE, SIZE, ALL_FLAGS);
          client.answerNext(75);
          client.nextRequest();
        };
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.WRITE)) {
      assertThatThrownBy(() -> client.zero(new Region(0, SIZE)))
          .isInstanceOf(DeviceException.Unknown.class)
          .hasMessageEndingWith("EOVERFLOW (Value too large)");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 511, 513, 700, 1024})
  void extentsOfOddLengthsAreOfWholeSectors(int length) throws Exception {
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.STRUCTURED, 8192, 0);
          while (true) {
            Request request = client.nextRequest();
            // By turns of a hole and of data, in each answer one of them.
            int kind = request.offset() / length % 2 == 0 ? 3 : 0;
            ByteBuffer status = ByteBuffer.allocate(12).putInt(FakeServer.CONTEXT);
            status.putInt((int) (length - request.offset() % length)).putInt(kind);
            client.chunk(request, DONE, Protocol.REPLY_BLOCK_STATUS, status.array());
          }
        };
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ)) {
      List<Extent> extents = client.extents(new Region(512, 7168));

      long at = 512;
      for (Extent extent : extents) {
        assertThat(extent.region().offset()).isEqualTo(at);
        at = extent.region().end();
        for (long b = extent.region().offset(); b < at && extent.readsAsZeros(); b++) {
          assertThat(b / length % 2).isZero();
        }
      }
      assertThat(at).isEqualTo(7680);
    }
  }

  @Test
  void ofExtentsWithoutNumberOnlySoManyAreKeptAtOnce() throws Exception {
    int size = 1 << 19;
    BlockingQueue<Long> asked = new LinkedBlockingQueue<>();
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.STRUCTURED, size, 0);
          while (true) {
            Request request = client.nextRequest();
            asked.add(request.offset());
            ByteBuffer status = ByteBuffer.allocate(4 + 8 * (int) request.length());
            status.putInt(FakeServer.CONTEXT);
            for (int i = 0; status.hasRemaining(); i++) {
              status.putInt(1).putInt(i % 2 == 0 ? 0 : 3);
            }
            client.chunk(request, DONE, Protocol.REPLY_BLOCK_STATUS, status.array());
          }
        };
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ)) {
      Region region = new Region(0, size);

      assertThat(client.extents(region)).containsExactly(new Extent(region, Extent.Kind.DATA));
      assertThat(asked).containsExactly(0L, 1L << 18);
    }
  }

  @Test
  void aHoleThatIsNotKnownToBeZeroIsData() throws Exception {
    FakeServer.Script script =
        client -> {
          client.letIn(Dialect.STRUCTURED, 8192, 0);
          Request request = client.nextRequest();
          ByteBuffer status = ByteBuffer.allocate(36).putInt(FakeServer.CONTEXT);
          status.putInt(512).putInt(1).putInt(512).putInt(2).putInt(512).putInt(3);
          status.putInt(1 << 30).putInt(0xfffffffc);
          client.chunk(request, DONE, Protocol.REPLY_BLOCK_STATUS, status.array());
          client.nextRequest();
        };
    try (FakeServer server = new FakeServer(script);
        NbdClient client = NbdClient.connect(server.uri(), ClientOptions.READ)) {
      assertThat(client.extents(new Region(0, 8192)))
          .containsExactly(
              new Extent(new Region(0, 512), Extent.Kind.DATA),
              new Extent(new Region(512, 512), Extent.Kind.ZERO),
              new Extent(new Region(1024, 512), Extent.Kind.HOLE),
              new Extent(new Region(1536, 6656), Extent.Kind.DATA));
    }
  }
}
