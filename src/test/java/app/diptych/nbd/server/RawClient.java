package app.diptych.nbd.server;

import app.diptych.nbd.Command;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.Option;
import app.diptych.nbd.OptionReply;
import app.diptych.nbd.OptionRequest;
import app.diptych.nbd.PlainWire;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Reply;
import app.diptych.nbd.Request;
import app.diptych.nbd.Tls;
import app.diptych.nbd.Wire;
import app.diptych.nbd.WireError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A client that says what a test wants it to say, byte by byte. It knows nothing of what is right.
/// For one thread; an interrupt, as by a test's time limit, ends every wait.
final class RawClient implements AutoCloseable {
  private final SocketChannel socket;
  private Wire wire;
  private boolean isExtended;

  /// A reply to an option.
  record Told(int type, ByteBuffer data) {
    ByteBuffer buffer() {
      return data.duplicate();
    }

    String text() {
      return StandardCharsets.UTF_8.decode(data.duplicate()).toString();
    }
  }

  /// A chunk of a reply, or a simple one, whose type is -1 and whose data begin with the error.
  record Chunk(Reply head, ByteBuffer data) {
    int type() {
      return head instanceof Reply.Chunk chunk ? chunk.type() : -1;
    }

    byte[] bytes() {
      byte[] bytes = new byte[data.remaining()];
      data.duplicate().get(bytes);
      return bytes;
    }

    int error() {
      return switch (head) {
        case Reply.Simple simple -> simple.error();
        case Reply.Chunk chunk -> chunk.isError() ? data.getInt(0) : 0;
      };
    }
  }

  private RawClient(SocketChannel socket) {
    this.socket = socket;
    this.wire = new PlainWire(socket);
  }

  /// Connects to a server, and says nothing.
  static RawClient connect(NbdServer server) throws IOException {
    return new RawClient(
        switch (server.uri().address()) {
          case NbdAddress.Unix unix -> SocketChannel.open(UnixDomainSocketAddress.of(unix.path()));
          case NbdAddress.Tcp tcp ->
              SocketChannel.open(new InetSocketAddress(tcp.host(), tcp.port()));
        });
  }

  /// Connects and answers the greeting.
  static RawClient greeted(NbdServer server) throws IOException {
    RawClient client = connect(server);
    client.receive(18);
    client.sendInt(Protocol.FLAG_FIXED_NEWSTYLE | Protocol.FLAG_NO_ZEROES);
    return client;
  }

  /// Connects and uses the default export with simple replies and any alignment.
  static RawClient plain(NbdServer server) throws IOException {
    RawClient client = greeted(server);
    client.go("");
    return client;
  }

  /// Connects and uses the default export with structured replies, status, and any alignment.
  static RawClient structured(NbdServer server) throws IOException {
    RawClient client = greeted(server);
    client.option(Option.STRUCTURED_REPLY.code());
    client.option(Option.SET_META_CONTEXT.code(), contexts("", Protocol.BASE_ALLOCATION));
    client.go("");
    return client;
  }

  /// Connects and uses the default export with extended headers, status, and any alignment.
  static RawClient extended(NbdServer server) throws IOException {
    RawClient client = greeted(server);
    client.option(Option.EXTENDED_HEADERS.code());
    client.option(Option.SET_META_CONTEXT.code(), contexts("", Protocol.BASE_ALLOCATION));
    client.go("");
    client.isExtended = true;
    return client;
  }

  /// Says GO, which must succeed.
  List<Told> go(String export, int... infos) throws IOException {
    List<Told> told = option(Option.GO.code(), info(export, infos));
    if (told.getLast().type() != Protocol.REP_ACK) {
      throw new IllegalStateException("GO was refused: " + told.getLast().text());
    }
    return told;
  }

  /// Data of INFO and GO.
  static byte[] info(String export, int... infos) {
    byte[] name = export.getBytes(StandardCharsets.UTF_8);
    ByteBuffer data = ByteBuffer.allocate(6 + name.length + 2 * infos.length);
    data.putInt(name.length).put(name).putShort((short) infos.length);
    Arrays.stream(infos).forEach(info -> data.putShort((short) info));
    return data.array();
  }

  /// Data of LIST_META_CONTEXT and SET_META_CONTEXT.
  static byte[] contexts(String export, String... queries) {
    ByteBuffer data = ByteBuffer.allocate(8192);
    data.putInt(export.length()).put(export.getBytes(StandardCharsets.UTF_8));
    data.putInt(queries.length);
    for (String query : queries) {
      data.putInt(query.length()).put(query.getBytes(StandardCharsets.UTF_8));
    }
    return Arrays.copyOf(data.array(), data.position());
  }

  /// Sends an option and gets its replies, up to the last.
  List<Told> option(int code, byte... data) throws IOException {
    sendOption(code, data);
    List<Told> all = new ArrayList<>();
    Told told;
    do {
      OptionReply head = OptionReply.decode(receive(OptionReply.SIZE));
      told = new Told(head.type(), receive((int) head.length()));
      all.add(told);
    } while (told.type() > Protocol.REP_ACK);
    return all;
  }

  /// Sends an option.
  void sendOption(int code, byte... data) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(OptionRequest.SIZE);
    new OptionRequest(code, data.length).encode(head);
    send(head.array());
    send(data);
  }

  /// Encrypts the connection.
  void startTls(Tls tls) throws IOException {
    wire = tls.connect(wire, java.util.Optional.empty());
  }

  /// Sends a request, and its payload if there is one.
  void request(Request request, byte... payload) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Request.size(isExtended) + payload.length);
    request.encode(bytes, isExtended);
    send(bytes.put(payload).array());
  }

  /// Sends a request and gets its simple reply.
  Chunk ask(Request request, byte... payload) throws IOException {
    request(request, payload);
    return chunk(0);
  }

  /// Gets a simple reply with so many bytes of data, if it is without error, or a chunk.
  Chunk chunk(int simpleLength) throws IOException {
    ByteBuffer magic = receive(Integer.BYTES);
    int size = Reply.size(magic.getInt(0));
    ByteBuffer head = ByteBuffer.allocate(size).put(magic);
    head.put(receive(size - Integer.BYTES));
    Reply reply = Reply.decode(head.flip());
    return switch (reply) {
      case Reply.Simple simple ->
          new Chunk(simple, receive(simple.error() == 0 ? simpleLength : 0));
      case Reply.Chunk chunk -> new Chunk(chunk, receive((int) chunk.length()));
    };
  }

  /// Gets the chunks of one reply, up to the last.
  List<Chunk> chunks() throws IOException {
    List<Chunk> all = new ArrayList<>();
    do {
      all.add(chunk(0));
    } while (all.getLast().head() instanceof Reply.Chunk chunk && !chunk.isLast());
    return all;
  }

  /// Reads with a reply of chunks, which must cover the region once.
  byte[] read(long offset, int length) throws IOException {
    request(Request.of(Command.READ, 0, 7, offset, length));
    ByteBuffer all = ByteBuffer.allocate(length);
    int covered = 0;
    for (Chunk chunk : chunks()) {
      ByteBuffer data = chunk.data();
      switch (chunk.type()) {
        case Protocol.REPLY_OFFSET_DATA -> {
          all.position((int) (data.getLong() - offset));
          covered += data.remaining();
          all.put(data);
        }
        case Protocol.REPLY_OFFSET_HOLE -> {
          data.getLong();
          covered += data.getInt();
        }
        case Protocol.REPLY_NONE -> {}
        default -> throw new IllegalStateException("error " + WireError.of(chunk.error()));
      }
    }
    if (covered != length) {
      throw new IllegalStateException(covered + " bytes of " + length);
    }
    return all.array();
  }

  /// Sends bytes.
  void send(byte... bytes) throws IOException {
    wire.write(ByteBuffer.wrap(bytes));
  }

  /// Sends a number of 32 bits.
  void sendInt(int number) throws IOException {
    send(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  /// Gets so many bytes.
  ///
  /// @throws IOException if the server ended the connection before
  ByteBuffer receive(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    if (!wire.fill(bytes) && length > 0) {
      throw new IOException("the server has ended the connection");
    }
    return bytes.flip();
  }

  /// Whether the server ends the connection, without a word more.
  boolean isEnded() {
    try {
      return wire.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return socket.isOpen();
    }
  }

  /// Takes whatever comes until the connection ends.
  void takeAll() {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
    try {
      while (wire.read(bytes.clear()) >= 0) {
        bytes.clear();
      }
    } catch (IOException e) {
      // That is an end as well.
    }
  }

  /// Says that it will send nothing more.
  void endSending() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
