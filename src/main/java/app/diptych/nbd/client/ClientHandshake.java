package app.diptych.nbd.client;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Operation;
import app.diptych.nbd.Dialect;
import app.diptych.nbd.ExportFacts;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.Option;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.ProtocolException;
import app.diptych.nbd.Tls;
import app.diptych.nbd.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;

/// The client's side of the handshake (section "Handshake"), old style, new style and fixed new
/// style, on one connection. All of it has to be done within the limit.
///
/// What the server refuses is a [DeviceException]; a [ProtocolException] says that it breaks the
/// rules, any other [IOException] that it is gone, or none.
final class ClientHandshake implements AutoCloseable {
  private final NbdUri uri;
  private final Deadline deadline;
  private final SteadyWire socket;
  private Wire wire;
  private Negotiation negotiation;
  private Dialect dialect = Dialect.SIMPLE;
  private boolean isOldStyle;
  private boolean isFixed;
  private boolean hasZeroes = true;

  private ClientHandshake(NbdUri uri, Deadline deadline) throws IOException {
    this.uri = uri;
    this.deadline = deadline;
    this.socket = SteadyWire.connect(uri.address(), deadline);
    this.wire = socket;
    this.negotiation = new Negotiation(socket, deadline);
  }

  /// What is done with a server whose greeting was answered.
  interface Talk<T> {
    T with(ClientHandshake handshake) throws IOException, DeviceException;
  }

  /// Connects, greets, begins TLS and agrees on a dialect, then does the rest; whatever fails
  /// closes the connection.
  static <T> T begin(NbdUri uri, Optional<Path> certificates, Deadline deadline, Talk<T> talk)
      throws DeviceException {
    Failure failure = failure(uri);
    Optional<Tls> tls = uri.isEncrypted() ? Optional.of(tls(uri, certificates)) : Optional.empty();
    try {
      ClientHandshake handshake = new ClientHandshake(uri, deadline);
      try {
        handshake.greet();
        if (tls.isPresent()) {
          handshake.enterBy(tls.get());
        } else {
          handshake.agreeOnDialect();
        }
        return talk.with(handshake);
      } catch (DeviceException | SocketTimeoutException e) {
        handshake.leave();
        throw e;
      } catch (IOException | RuntimeException e) {
        handshake.close();
        throw e;
      }
    } catch (SSLException e) {
      throw new DeviceException.Denied(failure, "TLS: " + words(e));
    } catch (ProtocolException e) {
      // Something answers there.
      throw new DeviceException.Unknown(failure, reason(e));
    } catch (IOException e) {
      throw new DeviceException.Disconnected(failure, reason(e));
    }
  }

  // What Java says, without the names of its exceptions and the end of a sentence: others go on.
  private static String words(SSLException e) {
    return String.valueOf(e.getMessage())
        .replaceAll("(\\w+\\.)+\\w+Exception: ", "")
        .replaceFirst("\\.$", "");
  }

  private static Failure failure(NbdUri uri) {
    return Failure.of(Operation.OPEN, uri.toString());
  }

  private static Tls tls(NbdUri uri, Optional<Path> certificates) throws DeviceException {
    try {
      return Tls.client(uri.certificates().or(() -> certificates));
    } catch (IOException e) {
      // Without them nobody is let in.
      throw new DeviceException.Denied(failure(uri), reason(e));
    }
  }

  /// What an exception says, in one line.
  static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private void greet() throws IOException {
    if (negotiation.read(Long.BYTES).getLong() != Protocol.INIT_MAGIC) {
      throw new IOException("it is no NBD server");
    }
    long style = negotiation.read(Long.BYTES).getLong();
    if (style == Protocol.OLDSTYLE_MAGIC) {
      isOldStyle = true;
      return;
    }
    if (style != Protocol.OPTION_MAGIC) {
      throw new IOException("it is no NBD server");
    }
    int flags = Short.toUnsignedInt(negotiation.read(Short.BYTES).getShort());
    isFixed = (flags & Protocol.FLAG_FIXED_NEWSTYLE) != 0;
    hasZeroes = (flags & Protocol.FLAG_NO_ZEROES) == 0;
    int known = flags & (Protocol.FLAG_FIXED_NEWSTYLE | Protocol.FLAG_NO_ZEROES);
    wire.write(ByteBuffer.allocate(Integer.BYTES).putInt(known).flip());
  }

  // Servers of GnuTLS leave without a word where they do not let a client in; in TLS 1.3 when that
  // takes itself for admitted.
  private void enterBy(Tls tls) throws IOException, DeviceException {
    try {
      startTls(tls);
      agreeOnDialect();
    } catch (EOFException e) {
      throw new DeviceException.Denied(
          failure(uri), "the server broke off TLS, and did not say why");
    }
  }

  private void startTls(Tls tls) throws IOException, DeviceException {
    if (!isFixed) {
      throw new DeviceException.Unknown(failure(uri), "the server is too old for TLS");
    }
    Negotiation.Answer answer = negotiation.ask(Option.STARTTLS);
    if (!answer.isAck()) {
      throw new DeviceException.Unknown(failure(uri), "the server offers no TLS");
    }
    Optional<String> host = uri.tlsHostname();
    if (host.isEmpty() && uri.address() instanceof NbdAddress.Tcp(String name, int _)) {
      host = Optional.of(name);
    }
    wire = tls.connect(socket, host);
    negotiation = new Negotiation(wire, deadline);
  }

  private void agreeOnDialect() throws IOException {
    if (isFixed && negotiation.ask(Option.EXTENDED_HEADERS).isAck()) {
      dialect = Dialect.EXTENDED;
    } else if (isFixed && negotiation.ask(Option.STRUCTURED_REPLY).isAck()) {
      dialect = Dialect.STRUCTURED;
    }
  }

  /// Uses the export that the URI names.
  Session use() throws IOException, DeviceException {
    List<String> contexts = new ArrayList<>();
    OptionalInt allocation = OptionalInt.empty();
    if (dialect != Dialect.SIMPLE) {
      allocation = chooseAllocation();
      allocation.ifPresent(_ -> contexts.add(Protocol.BASE_ALLOCATION));
    }
    ExportFacts facts = isFixed ? go(contexts) : exportName(contexts);
    socket.limit(null);
    return session(facts, allocation);
  }

  /// The connection as it is after the handshake.
  Session session(ExportFacts facts, OptionalInt allocation) {
    return new Session(wire, socket, dialect, facts, allocation);
  }

  private OptionalInt chooseAllocation() throws IOException {
    var answer =
        negotiation.contexts(Option.SET_META_CONTEXT, uri.export(), Protocol.BASE_ALLOCATION);
    for (ByteBuffer item : answer.items()) {
      if (item.remaining() < Integer.BYTES) {
        throw new ProtocolException("a metadata context that is cut off");
      }
      int number = item.getInt();
      if (answer.isAck() && Negotiation.words(item).equals(Protocol.BASE_ALLOCATION)) {
        return OptionalInt.of(number);
      }
    }
    return OptionalInt.empty();
  }

  private ExportFacts go(List<String> contexts) throws IOException, DeviceException {
    InfoReader info = new InfoReader(uri.export());
    Negotiation.Answer answer = negotiation.info(Option.GO, uri.export(), info);
    if (answer.isAck()) {
      return info.facts(contexts);
    }
    if (answer.end() == Protocol.REP_ERR_UNSUP && dialect != Dialect.EXTENDED) {
      return exportName(contexts);
    }
    throw refused(answer);
  }

  /// Uses the export by the older way, which tells no reason for a refusal; on the oldest servers
  /// the only one there is.
  ExportFacts exportName(List<String> contexts) throws IOException, DeviceException {
    InfoReader info = new InfoReader(uri.export());
    if (isOldStyle) {
      if (!uri.export().isEmpty() || uri.isEncrypted()) {
        throw new DeviceException.Unknown(
            failure(uri), "the server is of the old style: it has one export, without a name");
      }
      info.export(negotiation.read(Long.BYTES).getLong(), oldFlags());
    } else {
      negotiation.tell(Option.EXPORT_NAME, Negotiation.name(uri.export()));
      info.export(sizeOrGone(), Short.toUnsignedInt(negotiation.read(Short.BYTES).getShort()));
    }
    if (hasZeroes) {
      negotiation.read(Protocol.EXPORT_NAME_ZEROES);
    }
    return info.facts(contexts);
  }

  // 32 bits, of which the lower 16 are those of the new style.
  private int oldFlags() throws IOException {
    return negotiation.read(Integer.BYTES).getInt() & 0xffff;
  }

  private long sizeOrGone() throws IOException, DeviceException {
    ByteBuffer size = ByteBuffer.allocate(Long.BYTES);
    if (!wire.fill(size)) {
      throw new DeviceException.Unknown(
          failure(uri), "the server has no export \"" + uri.export() + "\", or lets nobody in");
    }
    return size.flip().getLong();
  }

  /// The options, for what only those need who ask.
  Negotiation negotiation() {
    return negotiation;
  }

  Dialect dialect() {
    return dialect;
  }

  /// Whether options can be asked at all.
  boolean isFixed() {
    return isFixed;
  }

  /// A refusal of the export, as a device's failure.
  DeviceException refused(Negotiation.Answer answer) {
    Failure failure = failure(uri);
    String words = answer.message().isEmpty() ? "" : ": " + answer.message();
    return switch (answer.end()) {
      case Protocol.REP_ERR_UNKNOWN ->
          new DeviceException.Unknown(
              failure, "the server has no export \"" + uri.export() + "\"" + words);
      case Protocol.REP_ERR_TLS_REQD ->
          new DeviceException.Denied(failure, "the server wants TLS (nbds)" + words);
      case Protocol.REP_ERR_POLICY ->
          DeviceException.Denied.byPolicy(failure, "the server does not allow it" + words);
      case Protocol.REP_ERR_SHUTDOWN ->
          new DeviceException.Disconnected(failure, "the server is shutting down" + words);
      default ->
          new DeviceException.Unknown(
              failure,
              "the server refuses, with error " + (answer.end() & ~Protocol.REP_ERR) + words);
    };
  }

  /// Closes the connection in good order.
  void leave() {
    socket.limit(Deadline.in(Connection.FAREWELL));
    negotiation.leave();
    close();
  }

  @Override
  public void close() {
    wire.close();
  }
}
