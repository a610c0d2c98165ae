package app.diptych.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.nbd.Command;
import app.diptych.nbd.Dialect;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.Option;
import app.diptych.nbd.OptionRequest;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Reply;
import app.diptych.nbd.Request;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// A server that says what its script says, byte by byte, to each client that connects.
final class FakeServer implements AutoCloseable {
  /// The number that it gives to `base:allocation`.
  static final int CONTEXT = 7;

  private final Path folder;
  private final ServerSocketChannel listener;
  private final Script script;
  private final Thread accepting;
  private final List<Thread> serving = new CopyOnWriteArrayList<>();
  private final List<SocketChannel> clients = new CopyOnWriteArrayList<>();

  /// What is done with a client; an [IOException] ends it, as does its end.
  interface Script {
    void with(Client client) throws IOException;
  }

  FakeServer(Script script) throws IOException {
    this.script = script;
    this.folder = Files.createTempDirectory("diptych-fake");
    this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
    this.accepting = Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel socket = listener.accept();
        clients.add(socket);
        serving.add(Thread.ofVirtual().start(() -> serve(socket)));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(SocketChannel socket) {
    try (socket) {
      Client client = new Client(socket);
      script.with(client);
      client.out.flush();
      // The client shall see what it was told, not that what it sends finds nobody any more.
      socket.shutdownOutput();
      client.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The client is gone.
    }
  }

  NbdUri uri() {
    return new NbdUri(false, new NbdAddress.Unix(folder.resolve("socket")), "e", Optional.empty());
  }

  /// How many clients have come.
  int clients() {
    return clients.size();
  }

  /// Ends the connections of all clients.
  void hangUp() {
    for (SocketChannel client : clients) {
      try {
        client.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    join(accepting);
    hangUp();
    for (Thread thread : serving) {
      join(thread);
    }
    Files.delete(folder.resolve("socket"));
    Files.delete(folder);
  }

  private static void join(Thread thread) {
    try {
      assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A client that has connected, and what a server says to it.
  static final class Client {
    final DataInputStream in;
    final DataOutputStream out;
    private boolean isExtended;

    private Client(SocketChannel socket) {
      this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(socket)));
      this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(socket)));
    }

    private Client(DataInputStream in, OutputStream out) {
      this.in = in;
      this.out = new DataOutputStream(out);
    }

    /// The same client, to whom everything goes through a filter.
    Client through(UnaryOperator<OutputStream> filter) {
      return new Client(in, filter.apply(out));
    }

    /// Greets as a server of the fixed new style.
    void greet() throws IOException {
      greet(Protocol.FLAG_FIXED_NEWSTYLE | Protocol.FLAG_NO_ZEROES);
    }

    void greet(int flags) throws IOException {
      out.writeLong(Protocol.INIT_MAGIC);
      out.writeLong(Protocol.OPTION_MAGIC);
      out.writeShort(flags);
      out.flush();
      in.readInt();
    }

    /// Greets, and lets the client in by GO.
    void letIn(Dialect dialect, long size, int flags) throws IOException {
      greet();
      isExtended = dialect == Dialect.EXTENDED;
      while (true) {
        Option option = nextOption();
        switch (option) {
          case EXTENDED_HEADERS -> answer(option, isExtended);
          case STRUCTURED_REPLY -> answer(option, dialect == Dialect.STRUCTURED);
          case SET_META_CONTEXT -> {
            reply(option, Protocol.REP_META_CONTEXT, context());
            answer(option, true);
          }
          case GO -> {
            reply(option, Protocol.REP_INFO, export(size, flags));
            answer(option, true);
            return;
          }
          default -> answer(option, false);
        }
      }
    }

    Option nextOption() throws IOException {
      ByteBuffer head = ByteBuffer.wrap(in.readNBytes(OptionRequest.SIZE));
      if (head.remaining() < OptionRequest.SIZE) {
        throw new IOException("gone");
      }
      OptionRequest request = OptionRequest.decode(head);
      in.skipNBytes(request.length());
      return Option.of(request.code()).orElseThrow();
    }

    void answer(Option option, boolean isYes) throws IOException {
      reply(option, isYes ? Protocol.REP_ACK : Protocol.REP_ERR_UNSUP);
    }

    void reply(Option option, int type, byte... data) throws IOException {
      out.writeLong(Protocol.OPTION_REPLY_MAGIC);
      out.writeInt(option.code());
      out.writeInt(type);
      out.writeInt(data.length);
      out.write(data);
      out.flush();
    }

    static byte[] export(long size, int flags) {
      return ByteBuffer.allocate(12)
          .putShort((short) Protocol.INFO_EXPORT)
          .putLong(size)
          .putShort((short) (flags | Protocol.FLAG_HAS_FLAGS))
          .array();
    }

    static byte[] blockSizes(int minimum, int preferred, int maximum) {
      return ByteBuffer.allocate(14)
          .putShort((short) Protocol.INFO_BLOCK_SIZE)
          .putInt(minimum)
          .putInt(preferred)
          .putInt(maximum)
          .array();
    }

    static byte[] context() {
      byte[] name = Protocol.BASE_ALLOCATION.getBytes(StandardCharsets.US_ASCII);
      return ByteBuffer.allocate(4 + name.length).putInt(CONTEXT).put(name).array();
    }

    /// The next request that has no payload; a DISC ends the script.
    Request nextRequest() throws IOException {
      int size = Request.size(isExtended);
      ByteBuffer head = ByteBuffer.wrap(in.readNBytes(size));
      if (head.remaining() < size) {
        throw new IOException("gone");
      }
      Request request = Request.decode(head, isExtended);
      if (request.command().equals(Optional.of(Command.DISC))) {
        throw new IOException("disconnected");
      }
      return request;
    }

    /// The head of a reply, and what follows it.
    void send(Reply reply, byte... payload) throws IOException {
      ByteBuffer head = ByteBuffer.allocate(Reply.EXTENDED_SIZE);
      reply.encode(head);
      out.write(head.array(), 0, head.position());
      out.write(payload);
      out.flush();
    }

    /// Answers the next request with a simple reply: an error, or 0.
    void answerNext(int error) throws IOException {
      send(new Reply.Simple(error, nextRequest().cookie()));
    }

    /// A chunk of a structured reply.
    void chunk(Request request, int flags, int type, byte... payload) throws IOException {
      send(new Reply.Structured(flags, type, request.cookie(), payload.length), payload);
    }

    /// Data of a structured reply, or none of them: an offset, and so many bytes of this value.
    void data(Request request, int flags, long offset, int length, int value) throws IOException {
      ByteBuffer payload = ByteBuffer.allocate(8 + length).putLong(offset);
      while (payload.hasRemaining()) {
        payload.put((byte) value);
      }
      chunk(request, flags, Protocol.REPLY_OFFSET_DATA, payload.array());
    }
  }
}
